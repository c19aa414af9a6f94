// mechanism: blocking
// passes: no
// note: a lock-free enthusiast: the main thread naps in Atomics.wait, 1 ms, 2 ms, 4 ms, up to 512, until a worker has set the flag
import { Worker } from 'node:worker_threads';

const reader = `
const { fd, bytes, flag } = require('node:worker_threads').workerData;
const { readSync } = require('node:fs');
let got = 0;
while (got < bytes.length) { const n = readSync(fd, bytes, got, bytes.length - got, null); if (n === 0) break; got += n; }
Atomics.store(flag, 1, got); Atomics.store(flag, 0, 1);
`;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const flag = new Int32Array(new SharedArrayBuffer(8));
  const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
  new Worker(reader, { eval: true, workerData: { fd, bytes, flag } });
  process.nextTick(() => {
    for (let nap = 1; Atomics.load(flag, 0) === 0; nap = Math.min(nap * 2, 512)) Atomics.wait(flag, 0, 0, nap);
    buffer.set(bytes);
    done(null, flag[1] ?? 0);
  });
}
