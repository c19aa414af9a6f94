// mechanism: none
// fails: notified, told, told-once, not-early, taken, not-from-inside, right-bytes, told-of-error
// note: it rings before it has even returned
import * as fs from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  fs.write(fd, data, (err) => {
    if (err) console.error(err.message);
  });
  done(null);
}
