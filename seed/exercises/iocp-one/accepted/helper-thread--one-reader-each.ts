// mechanism: notified
// data-path: helper-thread
import { Worker } from 'node:worker_threads';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

const reader = `
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  parentPort.on('message', ({ id, length }) => {
    const bytes = new Uint8Array(length);
    try {
      parentPort.postMessage({ id, bytes: bytes.subarray(0, readSync(fd, bytes)), error: null });
    } catch (error) {
      parentPort.postMessage({ id, bytes: bytes.subarray(0, 0), error });
    }
  });
`;

/** Two lists of promises that meet: packets before somebody asked, and questions before there was a packet. */
class Queue {
  private readonly slots: { promise: Promise<CompletionPacket>; resolve: (packet: CompletionPacket) => void }[] = [];
  private written = 0;
  private taken = 0;

  put(packet: CompletionPacket): void {
    this.slot(this.written++).resolve(packet);
  }

  take(): Promise<CompletionPacket> {
    return this.slot(this.taken++).promise;
  }

  private slot(index: number) {
    return (this.slots[index] ??= Promise.withResolvers<CompletionPacket>());
  }
}

export function createCompletionPort() {
  const queue = new Queue();
  const readers = new Map<number, { worker: Worker; key: string }>();
  const pending: { buffer: Uint8Array; request: string }[] = [];

  return {
    associate(fd: number, key: string): void {
      const worker = new Worker(reader, { eval: true, workerData: fd });
      worker.on('message', ({ id, bytes, error }: { id: number; bytes: Uint8Array; error: Error | null }) => {
        const asked = pending[id];
        if (!asked) return;
        asked.buffer.set(bytes);
        queue.put({ key, bytes: bytes.length, request: asked.request, error });
      });
      readers.set(fd, { worker, key });
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      const id = pending.push({ buffer, request }) - 1;
      readers.get(fd)?.worker.postMessage({ id, length: buffer.length });
    },
    getQueuedCompletionStatus: () => queue.take(),
  };
}
