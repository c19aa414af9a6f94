// mechanism: notified
// fails: told-once
// note: whoever calls End is told once more
import * as fs from 'node:fs';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

type Outcome = { error: Error | null; count: number };

export function createReceiver(fd: number) {
  const outcomes = new Map<AsyncResult, PromiseWithResolvers<Outcome>>();
  const told = new Map<AsyncResult, ((result: AsyncResult) => void) | undefined>();
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
      told.set(result, callback);
      last = last.then(
        () =>
          new Promise<void>((resolve) => {
            fs.read(fd, buffer, 0, buffer.length, null, (error, count) => {
              result.isCompleted = true;
              outcome.resolve({ error, count });
              callback?.(result);
              resolve();
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
      setImmediate(() => told.get(result)?.(result));
      return count;
    },
  };
}
