// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';
import { promisify } from 'node:util';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

const read = promisify(fs.read);

/** Each receive is a promise that begins where the one before it has ended; the result is what one sees of it. */
export function createReceiver(fd: number) {
  const counts = new Map<AsyncResult, Promise<number>>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const count = last.then(async () => (await read(fd, buffer, 0, buffer.length, null)).bytesRead);
      counts.set(result, count);
      const over = () => {
        result.isCompleted = true;
        callback?.(result);
      };
      last = count.then(over, over);
      return result;
    },
    async endReceive(result: AsyncResult): Promise<number> {
      const count = counts.get(result);
      if (!count) throw new Error('nothing to end');
      counts.delete(result);
      return await count;
    },
  };
}
