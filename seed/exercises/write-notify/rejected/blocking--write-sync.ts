// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, taken, not-from-inside, right-bytes, told-of-error
// note: with the buffers full and the peer not reading, it sleeps inside send
import * as fs from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  try {
    for (let sent = 0; sent < data.length; ) sent += fs.writeSync(fd, data, sent);
    done(null);
  } catch (err) {
    done(err as Error);
  }
}
