// mechanism: busy-poll
// passes: no
// note: setImmediate loop looks at the queue
import * as fs from 'node:fs';

export interface CompletionPacket {
  readonly key: string;
  readonly bytes: number;
  readonly request: string;
  readonly error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  const queue: CompletionPacket[] = [];
  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) =>
        queue.push({ key: keys.get(fd)!, bytes: error ? 0 : bytes, request, error }),
      );
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      for (;;) {
        const packet = queue.shift();
        if (packet) return packet;
        await new Promise((go) => setImmediate(go));
      }
    },
  };
}
