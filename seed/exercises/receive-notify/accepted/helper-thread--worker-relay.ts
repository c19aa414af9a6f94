// mechanism: notified
// data-path: helper-thread
import { Worker } from 'node:worker_threads';

const reader = `
  const { parentPort, workerData: { fd, length } } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  const bytes = new Uint8Array(length);
  let count = 0;
  let error = null;
  try {
    for (let n = 1; n > 0 && count < length; count += n) n = readSync(fd, bytes, count, length - count, null);
  } catch (err) {
    error = err;
  }
  parentPort.postMessage({ error, bytes, count }, [bytes.buffer]);
`;

/** Somebody has to wait for the peer; here it is a thread of its own. */
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const worker = new Worker(reader, { eval: true, workerData: { fd, length: buffer.length } });
  worker.once('message', (result: { error: Error | null; bytes: Uint8Array; count: number }) => {
    buffer.set(result.bytes.subarray(0, result.count));
    done(result.error, result.count);
  });
}
