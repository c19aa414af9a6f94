// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const compress = promisify(deflate);

function fill(socket: net.Socket, buffer: Uint8Array, progress: { count: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('data', (bytes) => {
      buffer.set(bytes as Buffer, progress.count);
      progress.count += bytes.length;
      if (progress.count < buffer.length) return;
      socket.pause();
      resolve();
    });
    socket.on('end', resolve);
    socket.on('error', reject);
  });
}

/** Says how well the message compresses, and only then that it is there. */
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const progress = { count: 0 };
  fill(new net.Socket({ fd, allowHalfOpen: true }), buffer, progress)
    .then(() => compress(buffer.subarray(0, progress.count)))
    .then((small) => console.log(`${progress.count} bytes, ${small.length} compressed`))
    .then(
      () => done(null, progress.count),
      (err: Error) => done(err, progress.count),
    );
}
