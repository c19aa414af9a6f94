// data-path: helper-thread
// note: idle workers are used again; a new one only when all are waiting
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    parentPort.on('message', ({ fd, length }) => {
      const memory = new Uint8Array(length);
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
      parentPort.postMessage({ count, error, memory }, [memory.buffer]);
    });
  });
`;

interface Told {
  count: number;
  error: string | null;
  memory: Uint8Array;
}

const idle: Worker[] = [];

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const worker = idle.pop() ?? new Worker(code, { eval: true });
  worker.once('message', ({ count, error, memory }: Told) => {
    idle.push(worker);
    buffer.set(memory.subarray(0, count));
    done(error === null ? null : new Error(error), count);
  });
  worker.postMessage({ fd, length: buffer.length });
}
