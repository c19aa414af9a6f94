// data-path: helper-thread
// note: the worker hands over piece by piece, and the main thread puts them together
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('posix').then((posix) => {
    let left = workerData.length;
    try {
      while (left > 0) {
        const piece = new Uint8Array(left);
        const got = posix.read(workerData.fd, piece);
        parentPort.postMessage(piece.subarray(0, got));
        if (got === 0) return;
        left -= got;
      }
    } catch (error) {
      parentPort.postMessage(String(error));
    }
  });
`;

async function collect(fd: number, buffer: Uint8Array, sum: { count: number }): Promise<void> {
  const worker = new Worker(code, { eval: true, workerData: { fd, length: buffer.length } });
  const queue: (Uint8Array | string)[] = [];
  worker.on('message', (piece: Uint8Array | string) => queue.push(piece));
  while (sum.count < buffer.length) {
    if (queue.length === 0) await once(worker, 'message');
    const piece = queue.shift();
    if (piece === undefined) continue;
    if (typeof piece === 'string') throw new Error(piece);
    if (piece.length === 0) return;
    buffer.set(piece, sum.count);
    sum.count += piece.length;
  }
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const sum = { count: 0 };
  collect(fd, buffer, sum).then(
    () => done(null, sum.count),
    (error: Error) => done(error, sum.count),
  );
}
