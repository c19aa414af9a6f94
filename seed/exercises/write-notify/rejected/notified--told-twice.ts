// mechanism: notified
// fails: told-once
// note: the write callback and the drain event announce the same thing
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', () => {});
  socket.on('drain', () => done(null));
  socket.write(data, (err) => done(err ?? null));
}
