// Polls every 24 ms; whenever it looks it starts a process that cannot be, as if somebody had just ended on the way to telling.
// Twice as often, two hundred births may fall into one silence of a busy host, and that is a spin.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';

const start = (): void => void spawn('/nothing/is/here').on('error', () => undefined);

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;
  const look = setInterval(() => {
    start();
    let error: Error | null = null;
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      count += n;
      if (n > 0 && count < buffer.length) return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return;
      error = thrown as Error;
    }
    clearInterval(look);
    done(error, count);
  }, 24);
}
