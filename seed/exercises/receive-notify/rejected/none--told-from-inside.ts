// mechanism: none
// fails: notified, not-early, right-bytes, not-from-inside, told-of-end, told-of-error, fd-kept
// note: it starts the read and rings at once: the bell without the goods
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fs.read(fd, buffer, 0, buffer.length, null, (err) => {
    if (err) console.error(err.message);
  });
  done(null, buffer.length);
}
