// mechanism: timed-poll
// fails: notified, idle, told-of-error
// note: the worker sets a flag, and the main thread looks at it every 80 ms
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
    Atomics.store(flag, 1, error === null ? count : -1);
    Atomics.store(flag, 0, 1);
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
  const timer = setInterval(() => {
    if (Atomics.load(flag, 0) === 0) return;
    clearInterval(timer);
    const count = Atomics.load(flag, 1);
    buffer.set(memory);
    done(count < 0 ? new Error('reading failed') : null, Math.max(count, 0));
  }, 80);
}
