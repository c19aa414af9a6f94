// mechanism: blocking
// fails: notified, data-path, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error
// note: the worker waits in recv, and the main thread waits for the worker
import { Worker } from 'node:worker_threads';

const code = `
  const { workerData } = require('node:worker_threads');
  import('posix').then(({ recv }) => {
    const { fd, memory, flag } = workerData;
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
    Atomics.store(flag, 1, count);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const memory = new Uint8Array(new SharedArrayBuffer(buffer.length));
  const flag = new Int32Array(new SharedArrayBuffer(8));
  new Worker(code, { eval: true, workerData: { fd, memory, flag } });
  Atomics.wait(flag, 0, 0);
  buffer.set(memory);
  done(null, Atomics.load(flag, 1));
}
