// mechanism: none
// fails: fd-kept, not-early, not-from-inside, notified, right-bytes, told-of-end, told-of-error
// note: it rings at once, and only then starts the read: the bell without the goods
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  done(null, buffer.length);
  fs.read(fd, buffer, 0, buffer.length, null, (err) => {
    if (err) console.error(err.message);
  });
}
