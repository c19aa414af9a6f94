// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  socket.on('error', () => {}); // the callback below hears of it too
  socket.write(data, (err) => done(err ?? null));
}
