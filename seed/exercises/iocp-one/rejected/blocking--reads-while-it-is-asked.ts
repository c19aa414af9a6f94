// mechanism: blocking
// fails: notified, returned-first, idle, free, told, queued, told-once, right-bytes, told-of-end, told-of-error, fd-kept
// note: `async` in front of it, and inside the status call waits in readSync
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  const requests: { fd: number; buffer: Uint8Array; request: string }[] = [];

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      requests.push({ fd, buffer, request });
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const { fd, buffer, request } = requests.shift() as { fd: number; buffer: Uint8Array; request: string };
      const key = keys.get(fd) ?? '';
      try {
        return { key, bytes: fs.readSync(fd, buffer), request, error: null };
      } catch (error) {
        return { key, bytes: 0, request, error: error as Error };
      }
    },
  };
}
