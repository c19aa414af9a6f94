import * as fs from 'node:fs';

export interface CompletionPacket {
  readonly key: string;
  readonly bytes: number;
  readonly request: string;
  readonly error: Error | null;
}

export interface CompletionPort {
  associate(fd: number, key: string): void;
  read(fd: number, buffer: Uint8Array, request: string): void;
  getQueuedCompletionStatus(): Promise<CompletionPacket>;
}

export function createCompletionPort(): CompletionPort {
  const keys = new Map<number, string>();
  const queue: CompletionPacket[] = [];

  return {
    associate(fd, key) {
      keys.set(fd, key);
    },
    read(fd, buffer, request) {
      // This waits for the peer inside `read`. A request should only be noted here, and finished later.
      const bytes = fs.readSync(fd, buffer);
      queue.push({ key: keys.get(fd) ?? '', bytes, request, error: null });
    },
    async getQueuedCompletionStatus() {
      // And if the queue is empty? Whoever asks now has to be told later.
      const packet = queue.shift();
      if (!packet) throw new Error('nothing has completed yet');
      return packet;
    },
  };
}
