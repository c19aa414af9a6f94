// mechanism: notified
// fails: told, not-early, right-bytes, told-of-end
// note: it rings at the first piece, although the buffer is not full yet
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fs.read(fd, buffer, 0, buffer.length, null, (err, count) => {
    done(err, err ? 0 : count);
  });
}
