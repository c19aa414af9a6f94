// mechanism: busy-poll
// fails: free, idle, not-early, not-from-inside, notified, right-bytes, taken, told, told-of-error, told-once
// note: awaiting null between two tries gives the thread to nobody
import * as fs from 'node:fs';
import * as net from 'node:net';

export async function send(
  fd: number,
  data: Uint8Array,
  done: (err: Error | null) => void,
): Promise<void> {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  for (let sent = 0; sent < data.length; await null) {
    try {
      sent += fs.writeSync(fd, data, sent);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error);
    }
  }
  done(null);
}
