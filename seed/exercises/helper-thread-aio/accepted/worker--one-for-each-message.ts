// data-path: helper-thread
// note: a worker that lives for one message, and memory that both see
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    const { fd, memory } = workerData;
    let count = 0;
    let error = null;
    try {
      while (count < memory.length) {
        const got = recv(fd, memory.subarray(count));
        if (got === 0) break;
        count += got;
      }
    } catch (failure) {
      error = failure.message;
    }
    parentPort.postMessage({ count, error });
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const memory = new Uint8Array(new SharedArrayBuffer(buffer.length));
  const worker = new Worker(code, { eval: true, workerData: { fd, memory } });
  worker.once('message', ({ count, error }: { count: number; error: string | null }) => {
    buffer.set(memory.subarray(0, count));
    done(error === null ? null : new Error(error), count);
  });
}
