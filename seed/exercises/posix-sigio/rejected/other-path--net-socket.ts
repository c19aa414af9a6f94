// mechanism: notified
// data-path: readiness-then-read
// fails: data-path
// note: Node's own socket: told, but libuv read after readiness
import { Socket } from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const socket = new Socket({ fd, allowHalfOpen: true });
  let count = 0;
  let over = false;
  const finish = (error: Error | null): void => {
    if (over) return;
    over = true;
    done(error, count);
  };
  socket.on('data', (chunk: Buffer) => {
    buffer.set(chunk, count);
    count += chunk.length;
    if (count < buffer.length) return;
    socket.pause();
    finish(null);
  });
  socket.on('end', () => finish(null));
  socket.on('error', finish);
}
