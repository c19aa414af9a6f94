// mechanism: busy-poll
// fails: idle, notified, told-of-error
// note: it tries to write on every turn of the event loop
import * as fs from 'node:fs';
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let sent = 0;

  setImmediate(function tryAgain() {
    try {
      sent += fs.writeSync(fd, data, sent);
      if (sent === data.length) return done(null);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error);
    }
    setImmediate(tryAgain);
  });
}
