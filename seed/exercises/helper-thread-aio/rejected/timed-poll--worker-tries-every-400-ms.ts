// mechanism: timed-poll
// fails: notified, data-path, told-of-error
// note: the polling has only moved to another thread
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import('posix').then(({ recv, MSG_DONTWAIT }) => {
    const bed = new Int32Array(new SharedArrayBuffer(4));
    const memory = new Uint8Array(workerData.length);
    let count = 0;
    let error = null;
    while (count < memory.length) {
      try {
        const got = recv(workerData.fd, memory.subarray(count), memory.length - count, MSG_DONTWAIT);
        if (got === 0) break;
        count += got;
      } catch (failure) {
        if (failure.code !== 'EAGAIN') { error = failure.message; break; }
        Atomics.wait(bed, 0, 0, 400);
      }
    }
    parentPort.postMessage({ count, error, memory });
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new Worker(code, { eval: true, workerData: { fd, length: buffer.length } }).once(
    'message',
    ({ count, error, memory }: { count: number; error: string | null; memory: Uint8Array }) => {
      buffer.set(memory.subarray(0, count));
      done(error === null ? null : new Error(error), count);
    },
  );
}
