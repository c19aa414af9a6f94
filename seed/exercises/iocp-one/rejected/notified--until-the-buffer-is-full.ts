// mechanism: notified
// fails: told, queued, told-once, told-of-end
// note: it waits for a full buffer, so a short message never completes
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
      const more = (count: number): void =>
        fs.read(fd, buffer, count, buffer.length - count, null, (error, bytes) => {
          if (error) post({ key, bytes: 0, request, error });
          else if (count + bytes === buffer.length) post({ key, bytes: count + bytes, request, error: null });
          else if (bytes > 0) more(count + bytes);
        });
      more(0);
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
