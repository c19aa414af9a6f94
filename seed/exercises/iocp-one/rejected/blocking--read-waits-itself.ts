// mechanism: blocking
// fails: notified, returned-first, idle, free, told, queued, told-once, right-bytes, told-of-end, told-of-error, fd-kept
// note: `read` is readSync: it returns when the request is finished, not when it is noted
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  const queue: CompletionPacket[] = [];

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const key = keys.get(fd) ?? '';
      try {
        queue.push({ key, bytes: fs.readSync(fd, buffer), request, error: null });
      } catch (error) {
        queue.push({ key, bytes: 0, request, error: error as Error });
      }
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      return queue.shift() as CompletionPacket;
    },
  };
}
