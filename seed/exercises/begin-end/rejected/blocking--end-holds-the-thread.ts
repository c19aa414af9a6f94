// mechanism: blocking
// fails: end-once, in-order, not-early, notified, returned-first, told-of-end, told-of-error
// note: as in .NET, End holds the calling thread until a worker has read; on Node's one thread
import { Worker } from 'node:worker_threads';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

const reader = `
  const { parentPort, workerData: { fd, shared, bytes } } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  let count = -1;
  try {
    count = readSync(fd, bytes);
  } catch {}
  shared[1] = count;
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
  parentPort.postMessage(null);
`;

export function createReceiver(fd: number) {
  const open = new Map<AsyncResult, { shared: Int32Array; bytes: Uint8Array; buffer: Uint8Array }>();

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const shared = new Int32Array(new SharedArrayBuffer(8));
      const bytes = new Uint8Array(new SharedArrayBuffer(buffer.length));
      open.set(result, { shared, bytes, buffer });
      new Worker(reader, { eval: true, workerData: { fd, shared, bytes } }).on('message', () => {
        buffer.set(bytes);
        result.isCompleted = true;
        callback?.(result);
      });
      return result;
    },
    async endReceive(result: AsyncResult): Promise<number> {
      const receive = open.get(result);
      if (!receive) throw new Error('nothing to end');
      open.delete(result);
      Atomics.wait(receive.shared, 0, 0);
      const count = receive.shared[1] ?? 0;
      if (count < 0) throw new Error('reading failed');
      receive.buffer.set(receive.bytes);
      return count;
    },
  };
}
