// mechanism: notified
// data-path: readiness-then-read
// fails: data-path
// note: Node's socket does both directions by itself, another way
import { Socket } from 'node:net';

export function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void {
  const socket = new Socket({ fd, allowHalfOpen: true });
  let count = 0;
  let told = false;
  const hear = (error: Error | null): void => {
    if (told) return;
    told = true;
    heard(error, count);
  };
  socket.on('data', (chunk: Buffer) => {
    buffer.set(chunk, count);
    count += chunk.length;
    if (count === buffer.length) hear(null);
  });
  socket.on('end', () => hear(null));
  socket.on('error', hear);
  socket.write(data, (error) => sent(error ?? null));
}
