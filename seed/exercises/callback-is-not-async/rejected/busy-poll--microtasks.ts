// mechanism: busy-poll
// fails: notified, idle, free, told, told-once, not-from-inside
// note: it awaits nothing, again and again, until the read works
import * as fs from 'node:fs';
import * as net from 'node:net';

export async function nextLine(fd: number, tell: (line: string) => void): Promise<void> {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  const buffer = Buffer.alloc(80);
  for (;;) {
    try {
      const count = fs.readSync(fd, buffer);
      return tell(buffer.toString('utf8', 0, count).trimEnd());
    } catch {
      await null;
    }
  }
}
