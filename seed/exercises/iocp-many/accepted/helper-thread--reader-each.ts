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
  parentPort.on('message', (length) => {
    const bytes = new Uint8Array(length);
    try {
      parentPort.postMessage(bytes.subarray(0, readSync(fd, bytes)));
    } catch (error) {
      parentPort.postMessage(error);
    }
  });
`;

/** A thread of its own sits in the blocking reads of each descriptor. */
function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
  const worker = new Worker(reader, { eval: true, workerData: fd });
  const requests: { buffer: Uint8Array; request: string }[] = [];
  worker.on('message', (answer: Uint8Array | Error) => {
    const first = requests.shift();
    if (!first) return;
    if (answer instanceof Error) return done(first.request, 0, answer);
    first.buffer.set(answer);
    done(first.request, answer.length, null);
  });
  return (buffer: Uint8Array, request: string) => {
    requests.push({ buffer, request });
    worker.postMessage(buffer.length);
  };
}

export function createCompletionPort() {
  const endpoints = new Map<number, (buffer: Uint8Array, request: string) => void>();
  const packets: CompletionPacket[] = [];
  const waiters: PromiseWithResolvers<CompletionPacket>[] = [];
  let closed = false;

  function post(packet: CompletionPacket): void {
    const waiter = waiters.pop();
    if (waiter) waiter.resolve(packet);
    else packets.push(packet);
  }

  return {
    associate(fd: number, key: string): void {
      endpoints.set(
        fd,
        endpoint(fd, (request, bytes, error) => post({ key, bytes, request, error })),
      );
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      endpoints.get(fd)?.(buffer, request);
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      if (closed) return Promise.reject(new Error('the port is closed'));
      const packet = packets.shift();
      if (packet) return Promise.resolve(packet);
      const waiter = Promise.withResolvers<CompletionPacket>();
      waiters.push(waiter);
      return waiter.promise;
    },
    postQueuedCompletionStatus(key: string, request: string): void {
      post({ key, bytes: 0, request, error: null });
    },
    close(): void {
      closed = true;
      for (const waiter of waiters.splice(0)) waiter.reject(new Error('the port is closed'));
    },
  };
}
