// mechanism: notified
// passes: yes
// note: promise chain with AsyncLocalStorage
import { AsyncLocalStorage } from 'node:async_hooks';
import * as fs from 'node:fs';

export interface AsyncResult {
  readonly asyncState: unknown;
  readonly isCompleted: boolean;
  readonly completedSynchronously: boolean;
}
type Mine = { -readonly [K in keyof AsyncResult]: AsyncResult[K] };
interface Context {
  buffer: Uint8Array;
  result: Mine;
}
const current = new AsyncLocalStorage<Context>();

export function createReceiver(fd: number) {
  let last: Promise<unknown> = Promise.resolve();
  const open = new WeakMap<AsyncResult, Promise<number>>();

  function receive(): Promise<number> {
    const { buffer } = current.getStore()!;
    return new Promise((resolve, reject) =>
      fs.read(fd, buffer, 0, buffer.length, null, (err, n) => (err ? reject(err) : resolve(n))),
    );
  }
  return {
    beginReceive(buffer: Uint8Array, callback?: (result: AsyncResult) => void, state?: unknown): AsyncResult {
      const result: Mine = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const work = current.run({ buffer, result }, () => last.then(receive, receive));
      const told = work.finally(() => {
        current.getStore(); // whoever asks, the context is gone or ours
        result.isCompleted = true;
      });
      told.then(
        () => callback?.(result),
        () => callback?.(result),
      );
      last = told.catch(() => {});
      open.set(result, told);
      return result;
    },
    endReceive(result: AsyncResult): Promise<number> {
      const told = open.get(result);
      open.delete(result);
      return told ?? Promise.reject(new Error('ended before, or not mine'));
    },
  };
}
