import { Socket } from 'node:net';

type Done = (err: Error | null, count: number) => void;

// Told, both times, and both times in Node's own way: neither the signal nor aio_read is in it yet.
function bySocket(fd: number, buffer: Uint8Array, done: Done): void {
  new Socket({ fd, allowHalfOpen: true }).once('data', (chunk: Buffer) => {
    buffer.set(chunk);
    done(null, chunk.length);
  });
}

export function createReceivers() {
  return { byReadiness: bySocket, byCompletion: bySocket };
}
