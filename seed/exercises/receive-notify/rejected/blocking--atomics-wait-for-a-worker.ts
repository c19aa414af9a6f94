// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error, fd-kept
// note: a worker reads, and the main thread sleeps until it has finished: two threads wait instead of one
import { Worker } from 'node:worker_threads';

const reader = `
  const { fd, bytes, state } = require('node:worker_threads').workerData;
  const { readSync } = require('node:fs');
  for (let n = 1; n > 0 && state[1] < bytes.length; state[1] += n) n = readSync(fd, bytes, state[1], bytes.length - state[1], null);
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(reader, { eval: true, workerData: { fd, bytes, state } });

  Atomics.wait(state, 0, 0);
  buffer.set(bytes);
  done(null, state[1] ?? 0);
}
