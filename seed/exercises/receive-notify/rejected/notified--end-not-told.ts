// mechanism: notified
// fails: told-of-end
// note: when the peer finishes early, nobody is told
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
    if (count < buffer.length) return;
    socket.pause();
    done(null, count);
  });
  socket.on('error', (err) => done(err, count));
}
