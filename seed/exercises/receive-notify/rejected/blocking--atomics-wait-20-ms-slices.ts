// mechanism: blocking
// fails: fd-kept, free, idle, not-early, not-from-inside, notified, right-bytes, told, told-of-end, told-of-error, told-once
// note: it sleeps in slices of 20 ms; between two slices the thread is not free either
import { Worker } from 'node:worker_threads';

const reader = `
  const { fd, bytes, state } = require('node:worker_threads').workerData;
  const { readSync } = require('node:fs');
  let outcome = 1;
  try {
    for (let n = 1; n > 0 && state[1] < bytes.length; state[1] += n) n = readSync(fd, bytes, state[1], bytes.length - state[1], null);
  } catch {
    outcome = 2;
  }
  Atomics.store(state, 0, outcome);
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(reader, { eval: true, workerData: { fd, bytes, state } });

  setImmediate(() => {
    while (Atomics.wait(state, 0, 0, 20) === 'timed-out');
    buffer.set(bytes);
    done(state[0] === 2 ? new Error('reading failed') : null, state[1] ?? 0);
  });
}
