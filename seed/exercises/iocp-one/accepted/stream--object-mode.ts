// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

const readInto = promisify(fs.read);

/** The port's queue is a stream of packets: writing queues one, the iterator waits for the next. */
export function createCompletionPort() {
  const keys = new Map<number, string>();
  const packets = new PassThrough({ objectMode: true });
  const next = packets[Symbol.asyncIterator]();

  async function complete(fd: number, buffer: Uint8Array, request: string): Promise<void> {
    const key = keys.get(fd) ?? '';
    try {
      const { bytesRead } = await readInto(fd, buffer, 0, buffer.length, null);
      packets.write({ key, bytes: bytesRead, request, error: null });
    } catch (error) {
      packets.write({ key, bytes: 0, request, error });
    }
  }

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      void complete(fd, buffer, request);
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      return (await next.next()).value as CompletionPacket;
    },
  };
}
