// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;

  function more(): void {
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      if (err) return done(err, count);
      count += n;
      if (n === 0 || count === buffer.length) return done(null, count);
      more();
    });
  }

  more();
}
