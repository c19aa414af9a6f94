// mechanism: notified
// fails: told
// note: one worker for all: while it waits for the first descriptor nobody waits for the second
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    parentPort.on('message', ({ number, fd, length }) => {
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
      parentPort.postMessage({ number, count, error, memory });
    });
  });
`;

interface Told {
  number: number;
  count: number;
  error: string | null;
  memory: Uint8Array;
}

let worker: Worker | undefined;
const requests: ((told: Told) => void)[] = [];

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  worker ??= new Worker(code, { eval: true }).on('message', (told: Told) => requests[told.number]?.(told));
  requests.push(({ count, error, memory }) => {
    buffer.set(memory.subarray(0, count));
    done(error === null ? null : new Error(error), count);
  });
  worker.postMessage({ number: requests.length - 1, fd, length: buffer.length });
}
