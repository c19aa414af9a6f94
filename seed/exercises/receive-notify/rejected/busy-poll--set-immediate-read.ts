// mechanism: busy-poll
// fails: idle, not-early, notified, told-of-end, told-of-error
// note: it tries to read on every turn of the event loop
import * as fs from 'node:fs';
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;

  setImmediate(function tryAgain() {
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      count += n;
      if (n === 0 || count === buffer.length) return done(null, count);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error, count);
    }
    setImmediate(tryAgain);
  });
}
