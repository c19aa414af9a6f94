// mechanism: busy-poll
// fails: notified, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error, fd-kept
// note: the descriptor no longer blocks, so the program itself goes round and round on EAGAIN
import * as fs from 'node:fs';
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  // Wrapping the descriptor in a socket makes it non-blocking.
  new net.Socket({ fd, readable: false });
  let count = 0;
  while (count < buffer.length) {
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
