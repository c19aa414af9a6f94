// mechanism: blocking
// fails: notified, returned-first, idle, free, each-in-time, told, told-once, not-early, right-bytes, told-of-end, told-of-error, resolved, nothing-left-open
// note: a worker serves, and this thread sleeps until the worker has its first peer
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const server = `
  const net = require('node:net');
  const { workerData: { path, flag } } = require('node:worker_threads');
  net.createServer((connection) => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    connection.on('error', () => 0).pipe(connection);
  }).listen(path);
`;

export function serve(path: string): () => Promise<void> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(server, { eval: true, workerData: { path, flag } });
  Atomics.wait(flag, 0, 0);
  return async () => {
    const exit = once(worker, 'exit');
    void worker.terminate();
    await exit;
  };
}
