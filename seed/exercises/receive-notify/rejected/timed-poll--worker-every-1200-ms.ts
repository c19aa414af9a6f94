// mechanism: timed-poll
// fails: notified, told-of-error
// note: a worker tries to read every 1.2 s; moving the polling to another thread does not make it a notification
import * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const poller = `
  const { parentPort, workerData: { fd, length } } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  const bytes = new Uint8Array(length);
  let count = 0;
  const finish = (error) => {
    clearInterval(timer);
    parentPort.postMessage({ error, bytes, count });
  };
  const timer = setInterval(() => {
    try {
      for (let n = 1; n > 0 && count < length; count += n) n = readSync(fd, bytes, count, length - count, null);
      finish(null);
    } catch (err) {
      if (err.code !== 'EAGAIN') finish(err);
    }
  }, 1200);
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  const worker = new Worker(poller, { eval: true, workerData: { fd, length: buffer.length } });
  worker.once('message', (result: { error: Error | null; bytes: Uint8Array; count: number }) => {
    buffer.set(result.bytes);
    done(result.error, result.count);
  });
}
