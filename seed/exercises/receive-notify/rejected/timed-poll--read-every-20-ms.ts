// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: it tries to read fifty times a second
import * as fs from 'node:fs';
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;

  const timer = setInterval(() => {
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      count += n;
      if (n > 0 && count < buffer.length) return;
      clearInterval(timer);
      done(null, count);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'EAGAIN') return;
      clearInterval(timer);
      done(err as Error, count);
    }
  }, 20);
}
