// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-from-inside
// note: it takes a callback and calls it from inside, when the read has come back
import * as fs from 'node:fs';

export function nextLine(fd: number, tell: (line: string) => void): void {
  const buffer = Buffer.alloc(80);
  const count = fs.readSync(fd, buffer);
  tell(buffer.toString('utf8', 0, count).trimEnd());
}
