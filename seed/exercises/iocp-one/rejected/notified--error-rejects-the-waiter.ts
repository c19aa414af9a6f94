// mechanism: notified
// fails: told-of-error
// note: a failed request rejects the status call: whose request it was, nobody can tell any more
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  const done: Promise<CompletionPacket>[] = [];
  const asked: PromiseWithResolvers<CompletionPacket>[] = [];

  function finish(result: Promise<CompletionPacket>): void {
    result.catch(() => {});
    const waiter = asked.shift();
    if (waiter) waiter.resolve(result);
    else done.push(result);
  }

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const key = keys.get(fd) ?? '';
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) =>
        finish(error ? Promise.reject(error) : Promise.resolve({ key, bytes, request, error: null })),
      );
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const result = done.shift();
      if (result) return result;
      const waiter = Promise.withResolvers<CompletionPacket>();
      asked.push(waiter);
      return waiter.promise;
    },
  };
}
