// mechanism: notified
// fails: fd-kept
// note: after the end of the stream it closes what it was only lent
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
        if (bytes === 0) fs.closeSync(fd);
        post({ key, bytes: error ? 0 : bytes, request, error });
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
