// mechanism: notified
// fails: right-bytes
// note: it clears the data while most of it has not been taken yet
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', () => {});
  socket.write(data, (err) => done(err ?? null));
  data.fill(0); // write has returned, so the data must be gone
}
