// mechanism: notified
// passes: yes
// note: worker each in recv MSG_WAITALL, told by Atomics.notify/waitAsync without time-out
import { Worker } from 'node:worker_threads';

// Shared memory and Atomics.notify on that side, Atomics.waitAsync (no time-out) on this: no message at all.
const code = `
  const { workerData: { fd, flag, count, bytes } } = require('node:worker_threads');
  import('posix').then(({ recv, MSG_WAITALL }) => {
    let state = 1;
    try {
      count[0] = recv(fd, bytes, bytes.length, MSG_WAITALL);
    } catch (e) {
      state = -e.errno;
    }
    Atomics.store(flag, 0, state);
    Atomics.notify(flag, 0);
  });
`;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const memory = new SharedArrayBuffer(8 + buffer.length);
  const flag = new Int32Array(memory, 0, 1);
  const count = new Int32Array(memory, 4, 1);
  const bytes = new Uint8Array(memory, 8);
  const worker = new Worker(code, { eval: true, workerData: { fd, flag, count, bytes } });
  const wait = (Atomics as unknown as { waitAsync(a: Int32Array, i: number, v: number): { async: boolean; value: Promise<string> } }).waitAsync(flag, 0, 0);
  void Promise.resolve(wait.value).then(() => {
    buffer.set(bytes.subarray(0, count[0]));
    const state = Atomics.load(flag, 0);
    done(state === 1 ? null : Object.assign(new Error('recv failed'), { errno: -state }), count[0]!);
    worker.unref();
  });
}
