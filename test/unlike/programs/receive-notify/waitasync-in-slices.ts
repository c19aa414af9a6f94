// mechanism: notified
// passes: no
// note: told at once by Atomics.notify, but wakes every 100 ms: fails idle only
import { Worker } from 'node:worker_threads';

const code = `
const { workerData: { fd, memory } } = require('node:worker_threads');
const fs = require('node:fs');
const state = new Int32Array(memory, 0, 4);
const box = new Uint8Array(memory, 16);
let n = 0, bad = 0;
try {
  while (n < box.length) {
    const k = fs.readSync(fd, box, n, box.length - n, null);
    if (k === 0) break;
    n += k;
  }
} catch { bad = 1; }
state[1] = n; state[2] = bad;
Atomics.store(state, 0, 1);
Atomics.notify(state, 0);
`;

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  const memory = new SharedArrayBuffer(16 + buffer.length);
  const state = new Int32Array(memory, 0, 4);
  new Worker(code, { eval: true, workerData: { fd, memory } });
  // In slices of a tenth of a second, to be on the safe side.
  while (Atomics.load(state, 0) === 0) await (Atomics as any).waitAsync(state, 0, 0, 100).value;
  await null;
  buffer.set(new Uint8Array(memory, 16, state[1]));
  done(state[2] ? new Error('read failed') : null, state[1]!);
}
