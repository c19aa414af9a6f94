// mechanism: notified
// passes: yes
// note: aio_suspend does block, but in a worker, which passes on what has come
import { Worker } from 'node:worker_threads';

const waiter = `
const { parentPort, workerData: { fd, memory } } = require('node:worker_threads');
import('posix').then(({ aiocb, aio_read, aio_suspend, aio_return }) => {
  let count = 0;
  while (count < memory.length) {
    const block = new aiocb({ aio_fildes: fd, aio_buf: memory.subarray(count) });
    aio_read(block);
    aio_suspend([block]);
    const n = aio_return(block);
    if (n === 0) break;
    count += n;
  }
  parentPort.postMessage(count);
});
`;

export const receive = (
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void => {
  const memory = new Uint8Array(new SharedArrayBuffer(buffer.byteLength));
  new Worker(waiter, { eval: true, workerData: { fd, memory } })
    .once('message', (count: number) => {
      buffer.set(memory);
      done(null, count);
    })
    .once('error', (err) => done(err as Error, 0));
};
