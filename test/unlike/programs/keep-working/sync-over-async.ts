// mechanism: blocking
// passes: no
// note: deasync at home: one function that waits for any promise, by a worker and Atomics.wait on the main thread
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const clock = `
const { flag } = require('node:worker_threads').workerData;
setTimeout(() => { Atomics.store(flag, 0, 1); Atomics.notify(flag, 0); }, 100_000);
`;

function waitFor<T>(promise: Promise<T>): T | undefined {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  new Worker(clock, { eval: true, workerData: { flag } });
  let value: T | undefined;
  void promise.then((result) => {
    value = result;
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
  Atomics.wait(flag, 0, 0);
  return value;
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  busy.on('data', (bytes) => void busy.write(String(bytes).replaceAll('ping', 'pong')));
  await new Promise((resolve) => setImmediate(resolve));
  const line = waitFor(new Promise<string>((resolve) => slow.once('data', (bytes) => resolve(String(bytes)))));
  busy.write(`got ${line ?? 'nothing\n'}`);
  await new Promise((resolve) => busy.once('end', resolve));
}
