// mechanism: none
// fails: notified, told, told-once, not-early, taken, not-from-inside, right-bytes, told-of-error
// note: it rings as soon as the data has been handed to the socket object, most of it still in this process
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', (err) => console.error(err.message));
  socket.write(data);
  setImmediate(() => done(null));
}
