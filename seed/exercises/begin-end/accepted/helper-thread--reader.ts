// mechanism: notified
// data-path: helper-thread
import { Worker } from 'node:worker_threads';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

const reader = `
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  parentPort.on('message', (length) => {
    const bytes = new Uint8Array(length);
    try {
      parentPort.postMessage(bytes.subarray(0, readSync(fd, bytes)));
    } catch (error) {
      parentPort.postMessage(error);
    }
  });
`;

/** Somebody has to sit in the blocking read: here it is a thread of its own, which takes requests in turn. */
export function createReceiver(fd: number) {
  const worker = new Worker(reader, { eval: true, workerData: fd });
  const under: ((answer: Uint8Array | Error) => void)[] = [];
  const counts = new Map<AsyncResult, Promise<number>>();
  worker.on('message', (answer: Uint8Array | Error) => under.shift()?.(answer));

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const count = new Promise<number>((resolve, reject) => {
        under.push((answer) => {
          if (answer instanceof Error) reject(answer);
          else {
            buffer.set(answer);
            resolve(answer.length);
          }
          result.isCompleted = true;
          callback?.(result);
        });
      });
      // Nobody may ever ask for it; then the error stays with us.
      count.catch(() => {});
      counts.set(result, count);
      worker.postMessage(buffer.length);
      return result;
    },
    endReceive(result: AsyncResult): Promise<number> {
      const count = counts.get(result);
      counts.delete(result);
      return count ?? Promise.reject(new Error('nothing to end'));
    },
  };
}
