// mechanism: timed-poll
// fails: notified, idle, told-of-error, told-once
// note: the status call looks into the queue fifty times a second
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
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) =>
        queue.push({ key, bytes: error ? 0 : bytes, request, error }),
      );
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      for (;;) {
        const packet = queue.shift();
        if (packet) return packet;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
