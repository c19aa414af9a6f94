// mechanism: blocking
// passes: no
// note: main thread asleep in Atomics.wait (futex) a moment after the return
import { Worker } from 'node:worker_threads';

const code = `
const { workerData: { fd, memory } } = require('node:worker_threads');
const state = new Int32Array(memory, 0, 2);
state[1] = require('node:fs').readSync(fd, new Uint8Array(memory, 8), 0, 80, null);
Atomics.store(state, 0, 1);
Atomics.notify(state, 0);
`;

// "It is in another thread, so it is asynchronous."
export function nextLine(fd: number, tell: (line: string) => void): void {
  const memory = new SharedArrayBuffer(8 + 80);
  const state = new Int32Array(memory, 0, 2);
  new Worker(code, { eval: true, workerData: { fd, memory } });
  setImmediate(() => {
    Atomics.wait(state, 0, 0);
    tell(Buffer.from(memory, 8, state[1]).toString().trimEnd());
  });
}
