import * as fs from 'node:fs';

export interface AsyncResult {
  asyncState: unknown;
  isCompleted: boolean;
  completedSynchronously: boolean;
}

export function createReceiver(fd: number) {
  const counts = new Map<AsyncResult, number>();

  return {
    beginReceive(
      buffer: Uint8Array,
      callback?: (result: AsyncResult) => void,
      state?: unknown,
    ): AsyncResult {
      // This is Begin in name only: it waits for the peer here, and tells from inside the call.
      const count = fs.readSync(fd, buffer);
      const result = { asyncState: state, isCompleted: true, completedSynchronously: true };
      counts.set(result, count);
      callback?.(result);
      return result;
    },
    async endReceive(result: AsyncResult): Promise<number> {
      return counts.get(result) ?? 0;
    },
  };
}
