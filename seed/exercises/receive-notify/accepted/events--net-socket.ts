// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  // Without allowHalfOpen the socket would close the descriptor at the end of the stream.
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  let count = 0;

  function finish(err: Error | null): void {
    socket.removeAllListeners('data').removeAllListeners('end').pause();
    done(err, count);
  }

  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer, count);
    count += bytes.length;
    if (count === buffer.length) finish(null);
  });
  socket.on('end', () => finish(null));
  socket.on('error', finish);
}
