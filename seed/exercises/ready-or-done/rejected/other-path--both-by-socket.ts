// mechanism: notified
// fails: ready-path, done-path
// note: Node's socket, twice
import { Socket } from 'node:net';

type Done = (err: Error | null, count: number) => void;

function bySocket(fd: number, buffer: Uint8Array, done: Done): void {
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

export const createReceivers = () => ({ byReadiness: bySocket, byCompletion: bySocket });
