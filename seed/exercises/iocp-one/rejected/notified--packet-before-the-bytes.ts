// mechanism: notified
// fails: right-bytes
// note: the packet is queued first, and the bytes are put into the buffer in the next turn
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
      const own = Buffer.alloc(buffer.length);
      fs.read(fd, own, 0, own.length, null, (error, bytes) => {
        post({ key, bytes: error ? 0 : bytes, request, error });
        setImmediate(() => buffer.set(own.subarray(0, bytes)));
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
