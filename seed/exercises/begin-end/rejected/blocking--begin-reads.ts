// mechanism: blocking
// fails: end-once, ended, fd-kept, free, idle, in-order, not-early, not-from-inside, notified, result, returned-first, right-bytes, told, told-of-end, told-of-error, told-once
// note: Begin in name only: it reads at once, waiting, and tells from inside
import * as fs from 'node:fs';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

export function createReceiver(fd: number) {
  const counts = new Map<AsyncResult, Promise<number>>();

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: true, completedSynchronously: false };
      try {
        counts.set(result, Promise.resolve(fs.readSync(fd, buffer)));
      } catch (error) {
        const failed = Promise.reject(error as Error);
        failed.catch(() => {});
        counts.set(result, failed);
      }
      callback?.(result);
      return result;
    },
    endReceive(result: AsyncResult): Promise<number> {
      const count = counts.get(result);
      counts.delete(result);
      return count ?? Promise.reject(new Error('nothing to end'));
    },
  };
}
