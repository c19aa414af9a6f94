// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-from-inside
// note: what stands in the executor of a promise runs on the spot
import * as fs from 'node:fs';

export function nextLine(fd: number, tell: (line: string) => void): void {
  void new Promise<string>((resolve) => {
    const buffer = Buffer.alloc(80);
    const count = fs.readSync(fd, buffer);
    resolve(buffer.toString('utf8', 0, count).trimEnd());
  }).then(tell);
}
