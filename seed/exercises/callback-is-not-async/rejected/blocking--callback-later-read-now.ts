// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-from-inside
// note: the callback comes later, by setImmediate; the wait is still inside the call
import * as fs from 'node:fs';

export function nextLine(fd: number, tell: (line: string) => void): void {
  const buffer = Buffer.alloc(80);
  const count = fs.readSync(fd, buffer);
  setImmediate(() => tell(buffer.toString('utf8', 0, count).trimEnd()));
}
