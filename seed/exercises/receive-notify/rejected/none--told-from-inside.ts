// mechanism: none
// fails: fd-kept, not-early, not-from-inside, notified, told-of-end, told-of-error
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
