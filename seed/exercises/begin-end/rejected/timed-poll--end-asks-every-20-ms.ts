// mechanism: timed-poll
// fails: idle, in-order, notified
// note: End looks at isCompleted fifty times a second, and the callback too hangs on a timer
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
            const timer = setInterval(() => {
              if (!result.isCompleted) return;
              clearInterval(timer);
              callback?.(result);
            }, 20);
          }),
      );
      return result;
    },
    async endReceive(result: AsyncResult): Promise<number> {
      const outcome = outcomes.get(result);
      if (!outcome) throw new Error('nothing to end');
      outcomes.delete(result);
      while (!result.isCompleted) await new Promise((resolve) => setTimeout(resolve, 20));
      const { error, count } = await outcome.promise;
      if (error) throw error;
      return count;
    },
  };
}
