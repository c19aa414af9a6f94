// mechanism: busy-poll
// fails: idle, not-early, notified, told-of-end, told-of-error
// note: the main thread sleeps, but a worker spins on EAGAIN for it
import * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const spinner = `
  const { parentPort, workerData: { fd, length } } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  const bytes = new Uint8Array(length);
  let count = 0;
  let error = null;
  while (error === null && count < length) {
    try {
      const n = readSync(fd, bytes, count, length - count, null);
      if (n === 0) break;
      count += n;
    } catch (err) {
      if (err.code !== 'EAGAIN') error = err;
    }
  }
  parentPort.postMessage({ error, bytes, count });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  const worker = new Worker(spinner, { eval: true, workerData: { fd, length: buffer.length } });
  worker.once('message', (result: { error: Error | null; bytes: Uint8Array; count: number }) => {
    buffer.set(result.bytes);
    done(result.error, result.count);
  });
}
