// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: after EAGAIN it tries again on a timer, fifty times a second
import * as fs from 'node:fs';
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let sent = 0;

  setTimeout(function tryAgain() {
    try {
      while (sent < data.length) sent += fs.writeSync(fd, data, sent);
      done(null);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'EAGAIN') setTimeout(tryAgain, 20);
      else done(err as Error);
    }
  }, 0);
}
