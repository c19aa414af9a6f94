// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

interface Receive {
  result: AsyncResult;
  buffer: Uint8Array;
  callback: ((result: AsyncResult) => void) | undefined;
  /** What became of it, once it is completed. */
  outcome: { error: Error | null; count: number } | null;
  /** Who called endReceive before. */
  waiter: ((outcome: { error: Error | null; count: number }) => void) | null;
}

export function createReceiver(fd: number) {
  const line: Receive[] = [];
  const open = new Map<AsyncResult, Receive>();

  function next(): void {
    const receive = line[0];
    if (!receive) return;
    const { buffer, result } = receive;
    fs.read(fd, buffer, 0, buffer.length, null, (error, count) => {
      line.shift();
      next();
      result.isCompleted = true;
      receive.outcome = { error, count };
      receive.waiter?.(receive.outcome);
      receive.callback?.(result);
    });
  }

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      const result = { asyncState: state, isCompleted: false, completedSynchronously: false };
      const receive: Receive = { result, buffer, callback, outcome: null, waiter: null };
      open.set(result, receive);
      if (line.push(receive) === 1) next();
      return result;
    },
    endReceive(result: AsyncResult): Promise<number> {
      return new Promise((resolve, reject) => {
        const receive = open.get(result);
        if (!receive) return reject(new Error('this receive was ended before, or is not mine'));
        open.delete(result);
        const settle = ({ error, count }: { error: Error | null; count: number }) =>
          error ? reject(error) : resolve(count);
        if (receive.outcome) settle(receive.outcome);
        else receive.waiter = settle;
      });
    },
  };
}
