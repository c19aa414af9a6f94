// mechanism: notified
// fails: right-bytes
// note: it reads into a buffer of its own, tells, and copies in the next turn
import * as fs from 'node:fs';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

type Outcome = { error: Error | null; count: number };

export function createReceiver(fd: number) {
  const outcomes = new Map<AsyncResult, PromiseWithResolvers<Outcome>>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const outcome = Promise.withResolvers<Outcome>();
      outcomes.set(result, outcome);
      last = last.then(
        () =>
          new Promise<void>((resolve) => {
            const own = new Uint8Array(buffer.length);
            fs.read(fd, own, 0, own.length, null, (error, count) => {
              result.isCompleted = true;
              outcome.resolve({ error, count });
              callback?.(result);
              setImmediate(() => {
                buffer.set(own.subarray(0, count));
                resolve();
              });
            });
          }),
      );
      return result;
    },
    async endReceive(result: AsyncResult): Promise<number> {
      const outcome = outcomes.get(result);
      if (!outcome) throw new Error("nothing to end");
      outcomes.delete(result);
      const { error, count } = await outcome.promise;
      if (error) throw error;
      return count;
    },
  };
}
