// mechanism: notified
// passes: yes
// note: promisified fs.read, MessagePort as the queue
import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { MessageChannel } from 'node:worker_threads';

export interface CompletionPacket {
  readonly key: string;
  readonly bytes: number;
  readonly request: string;
  readonly error: Error | null;
}

// The queue is a real one: what is posted at one end waits at the other until somebody takes it.
const read = promisify(fs.read);

export function createCompletionPort() {
  const { port1: put, port2: take } = new MessageChannel();
  const keys: Record<number, string> = {};
  const waiting: ((p: CompletionPacket) => void)[] = [];
  const arrived: CompletionPacket[] = [];
  take.on('message', (p: CompletionPacket) => {
    const who = waiting.shift();
    if (who) who(p);
    else arrived.push(p);
  });
  return {
    associate(fd: number, key: string) {
      keys[fd] = key;
    },
    read(fd: number, buffer: Uint8Array, request: string) {
      const key = keys[fd] ?? '';
      read(fd, buffer, 0, buffer.length, null).then(
        ({ bytesRead }) => put.postMessage({ key, bytes: bytesRead, request, error: null }),
        (error: Error) => put.postMessage({ key, bytes: 0, request, error }),
      );
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const first = arrived.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
