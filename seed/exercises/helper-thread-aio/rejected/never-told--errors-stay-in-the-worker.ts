// mechanism: notified
// fails: told-of-error
// note: recv throws in the worker, and the main thread never learns of it
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    const { fd, memory } = workerData;
    let count = 0;
    try {
      while (count < memory.length) {
        const got = recv(fd, memory.subarray(count));
        if (got === 0) break;
        count += got;
      }
      parentPort.postMessage(count);
    } catch {}
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const memory = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(code, { eval: true, workerData: { fd, memory } }).once('message', (count: number) => {
    buffer.set(memory.subarray(0, count));
    done(null, count);
  });
}
