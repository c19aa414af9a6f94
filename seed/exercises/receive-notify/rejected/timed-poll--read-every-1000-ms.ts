// mechanism: timed-poll
// fails: notified, told-of-error
// note: it tries to read once a second, after the data has long been there
import * as fs from 'node:fs';
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;

  setTimeout(function tryAgain() {
    try {
      while (count < buffer.length) {
        const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
        if (n === 0) break;
        count += n;
      }
      done(null, count);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'EAGAIN') setTimeout(tryAgain, 1000);
      else done(err as Error, count);
    }
  }, 1000);
}
