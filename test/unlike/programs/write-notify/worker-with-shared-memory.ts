// mechanism: notified
// passes: yes
// note: pieces go through 64 KB of shared memory to a worker that writes; it sleeps in Atomics.wait, the main thread in waitAsync
import { Worker } from 'node:worker_threads';

const writer = `
const { fd, bytes, state } = require('node:worker_threads').workerData;
const { writeSync } = require('node:fs');
for (;;) {
  Atomics.wait(state, 0, 0);
  const length = Atomics.load(state, 1);
  if (length === 0) break;
  let outcome = 0;
  try { for (let at = 0; at < length; ) at += writeSync(fd, bytes, at, length - at); } catch { outcome = 2; }
  Atomics.store(state, 0, outcome);
  Atomics.notify(state, 0);
  if (outcome === 2) break;
}
`;

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const bytes = new Uint8Array(new SharedArrayBuffer(65_536));
  new Worker(writer, { eval: true, workerData: { fd, bytes, state } });
  (async () => {
    for (let at = 0; at <= data.length; at += bytes.length) {
      const piece = data.subarray(at, at + bytes.length);
      bytes.set(piece);
      state[1] = piece.length;
      Atomics.store(state, 0, 1);
      Atomics.notify(state, 0);
      if (piece.length === 0) break;
      const wait = Atomics.waitAsync(state, 0, 1);
      if (wait.async) await wait.value;
      if (Atomics.load(state, 0) === 2) throw new Error('writing failed');
    }
  })().then(
    () => done(null),
    (err: unknown) => done(err as Error),
  );
}
