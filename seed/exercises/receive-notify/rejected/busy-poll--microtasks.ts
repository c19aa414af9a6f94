// mechanism: busy-poll
// fails: fd-kept, free, idle, not-early, not-from-inside, notified, right-bytes, told, told-of-end, told-of-error, told-once
// note: every await null runs on before the event loop gets a turn: a spinning loop with nicer spelling
import * as fs from 'node:fs';
import * as net from 'node:net';

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;

  while (count < buffer.length) {
    await null;
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      if (n === 0) break;
      count += n;
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error, count);
    }
  }
  done(null, count);
}
