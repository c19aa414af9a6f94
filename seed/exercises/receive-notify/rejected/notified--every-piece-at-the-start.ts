// mechanism: notified
// fails: right-bytes
// note: each piece overwrites the one before it: the count is right, the bytes are not
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  let count = 0;

  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer);
    count += bytes.length;
    if (count < buffer.length) return;
    socket.pause();
    done(null, count);
  });
  socket.on('end', () => done(null, count));
  socket.on('error', (err) => done(err, count));
}
