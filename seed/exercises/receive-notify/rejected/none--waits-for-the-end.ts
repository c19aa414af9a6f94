// mechanism: none
// fails: notified, told, not-from-inside
// note: it tells at the end of the stream only, so a full buffer on an open connection is never told
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  let count = 0;

  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer, count);
    count += bytes.length;
  });
  socket.on('end', () => done(null, count));
  socket.on('error', (err) => done(err, count));
}
