// mechanism: timed-poll
// fails: notified
// note: asking seldom is still asking
import * as fs from 'node:fs';
import * as net from 'node:net';

export function nextLine(fd: number, tell: (line: string) => void): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  const buffer = Buffer.alloc(80);
  const timer = setInterval(() => {
    try {
      const count = fs.readSync(fd, buffer);
      clearInterval(timer);
      tell(buffer.toString('utf8', 0, count).trimEnd());
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') throw err;
    }
  }, 1500);
}
