// mechanism: none
// fails: notified, told, taken, not-from-inside, right-bytes
// note: it waits for the peer to confirm; the bell means taken by the kernel, and this peer never answers
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd });
  socket.write(data);
  socket.once('data', () => done(null));
  socket.once('error', done);
}
