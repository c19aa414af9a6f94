// mechanism: blocking
// fails: free, not-early, not-from-inside, notified, right-bytes, taken, told, told-of-error, told-once
// note: send returns, but the next turn of the event loop is held in a blocking write
import * as fs from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  setImmediate(() => {
    try {
      for (let sent = 0; sent < data.length; ) sent += fs.writeSync(fd, data, sent);
    } catch (err) {
      return done(err as Error);
    }
    done(null);
  });
}
