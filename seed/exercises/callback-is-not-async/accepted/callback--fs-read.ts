// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

export function nextLine(fd: number, tell: (line: string) => void): void {
  fs.read(fd, Buffer.alloc(80), (err, count, buffer) => {
    if (err) throw err;
    tell(buffer.toString('utf8', 0, count).trimEnd());
  });
}
