// mechanism: blocking
// fails: notified, free, told, told-once, not-from-inside
// note: the call returns, and the thread is held a moment later by the same read
import * as fs from 'node:fs';

export function nextLine(fd: number, tell: (line: string) => void): void {
  setImmediate(() => {
    const buffer = Buffer.alloc(80);
    const count = fs.readSync(fd, buffer);
    tell(buffer.toString('utf8', 0, count).trimEnd());
  });
}
