// mechanism: notified
// fails: told-of-error
// note: when the connection breaks, nobody is told
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', (err) => console.error(err.message));
  socket.on('drain', () => done(null));
  socket.write(data);
}
