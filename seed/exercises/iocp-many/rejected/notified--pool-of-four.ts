// mechanism: notified
// fails: independent
// note: fs.read for every request: four silent peers, and the pool is used up
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

/** One request after another, each in the thread pool. */
function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
  const requests: { buffer: Uint8Array; request: string }[] = [];

  function next(): void {
    const first = requests[0];
    if (!first) return;
    fs.read(fd, first.buffer, 0, first.buffer.length, null, (error, bytes) => {
      requests.shift();
      next();
      done(first.request, error ? 0 : bytes, error);
    });
  }

  return (buffer: Uint8Array, request: string) => {
    if (requests.push({ buffer, request }) === 1) next();
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
