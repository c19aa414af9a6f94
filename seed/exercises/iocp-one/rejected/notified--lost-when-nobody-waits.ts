// mechanism: notified
// fails: told, queued, told-once
// note: an event that nobody listens to is gone: packets need a queue
import { EventEmitter, once } from 'node:events';
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  const bus = new EventEmitter();

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const key = keys.get(fd) ?? '';
      fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) =>
        bus.emit('packet', { key, bytes: error ? 0 : bytes, request, error }),
      );
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const [packet] = (await once(bus, 'packet')) as [CompletionPacket];
      return packet;
    },
  };
}
