// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  let sent = 0;

  function more(): void {
    fs.write(fd, data, sent, data.length - sent, null, (err, n) => {
      if (err) return done(err);
      sent += n;
      if (sent === data.length) done(null);
      else more();
    });
  }

  more();
}
