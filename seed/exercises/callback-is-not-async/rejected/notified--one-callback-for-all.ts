// mechanism: notified
// fails: told
// note: the callback of the last call gets every line
import * as fs from 'node:fs';

let latest: (line: string) => void = () => undefined;

export function nextLine(fd: number, tell: (line: string) => void): void {
  latest = tell;
  fs.read(fd, Buffer.alloc(80), (err, count, buffer) => {
    if (err) throw err;
    latest(buffer.toString('utf8', 0, count).trimEnd());
  });
}
