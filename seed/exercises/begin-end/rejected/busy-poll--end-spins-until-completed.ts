// mechanism: busy-poll
// fails: end-once, idle, in-order, not-early, notified, told-of-end, told-of-error
// note: asynchronous to look at, but the callback is found by asking in every turn
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
            fs.read(fd, buffer, 0, buffer.length, null, (error, count) => {
              result.isCompleted = true;
              outcome.resolve({ error, count });
              resolve();
            });
            const look = () => (result.isCompleted ? callback?.(result) : void setImmediate(look));
            look();
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
