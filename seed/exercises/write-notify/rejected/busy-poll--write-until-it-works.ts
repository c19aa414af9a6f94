// mechanism: busy-poll
// fails: notified, returned-first, idle, free, told, told-once, not-early, taken, not-from-inside, right-bytes, told-of-error
// note: a loop that writes again on every EAGAIN until the peer reads
import * as fs from 'node:fs';
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  for (let sent = 0; sent < data.length; ) {
    try {
      sent += fs.writeSync(fd, data, sent);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error);
    }
  }
  done(null);
}
