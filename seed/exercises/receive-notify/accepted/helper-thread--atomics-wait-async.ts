// mechanism: notified
// data-path: helper-thread
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
  Atomics.notify(state, 0);
`;

/** state[0]: 0 pending, 1 done, 2 failed; state[1]: bytes received. */
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(reader, { eval: true, workerData: { fd, bytes, state } });

  const bell = Atomics.waitAsync(state, 0, 0);
  void Promise.resolve(bell.value).then(() => {
    const count = state[1] ?? 0;
    buffer.set(bytes.subarray(0, count));
    done(state[0] === 2 ? new Error('reading failed') : null, count);
  });
}
