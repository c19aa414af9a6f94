// mechanism: notified
// fails: told-of-end
// note: zero bytes look like nothing to report
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
  let waiter: ((packet: CompletionPacket) => void) | null = null;

  function post(packet: CompletionPacket): void {
    const tell = waiter;
    waiter = null;
    if (tell) tell(packet);
    else queue.push(packet);
  }

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const key = keys.get(fd) ?? '';
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
        if (error) post({ key, bytes: 0, request, error });
        else if (bytes > 0) post({ key, bytes, request, error: null });
      });
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const packet = queue.shift();
      if (packet) return Promise.resolve(packet);
      return new Promise((resolve) => {
        waiter = resolve;
      });
    },
  };
}
