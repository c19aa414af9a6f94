import * as fs from 'node:fs';

export interface CompletionPacket {
  readonly key: string;
  readonly bytes: number;
  readonly request: string;
  readonly error: Error | null;
}

// Good enough for one waiter and a few sockets. With many of both, four things are wrong with it.
export function createCompletionPort() {
  const keys = new Map<number, string>();
  const queue: CompletionPacket[] = [];
  let waiter: ((packet: CompletionPacket) => void) | null = null;

  function post(packet: CompletionPacket): void {
    if (waiter) waiter(packet);
    else queue.push(packet);
    waiter = null;
  }

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const key = keys.get(fd) ?? '';
      // One of four pool threads waits in this read. Who waits for the fifth silent peer?
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) =>
        post({ key, bytes: error ? 0 : bytes, request, error }),
      );
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const packet = queue.shift();
      if (packet) return Promise.resolve(packet);
      return new Promise((resolve) => {
        waiter = resolve;
      });
    },
    postQueuedCompletionStatus(_key: string, _request: string): void {
      // Write this.
    },
    close(): void {
      // Write this.
    },
  };
}
