import * as fs from 'node:fs';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  // The peer is not reading: once the socket buffers are full, this thread sleeps in here.
  let sent = 0;
  while (sent < data.length) sent += fs.writeSync(fd, data, sent);
  done(null);
}
