// mechanism: notified
// fails: fd-kept
// note: destroying the socket closes a descriptor that belongs to the caller
import * as net from 'node:net';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const socket = new net.Socket({ fd });
  let count = 0;
  let failure: Error | null = null;

  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer, count);
    count += bytes.length;
    if (count === buffer.length) socket.destroy();
  });
  socket.on('error', (err) => (failure = err));
  socket.on('close', () => done(failure, count));
}
