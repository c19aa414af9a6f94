import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    // Into memory of the worker's own, and nobody is told yet.
    recv(workerData.fd, new Uint8Array(workerData.length));
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new Worker(code, { eval: true, workerData: { fd, length: buffer.length } });
}
