// mechanism: blocking
// fails: closed, fd-kept, free, idle, in-order, independent, newest-first, notified, posted, returned-first, right-bytes, told, told-of-end, told-of-error, told-once
// note: the status call reads the oldest request, synchronously
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

/** Only notes. */
const asked: {
  fd: number;
  buffer: Uint8Array;
  request: string;
  done: (request: string, bytes: number, error: Error | null) => void;
}[] = [];
function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
  return (buffer: Uint8Array, request: string) => void asked.push({ fd, buffer, request, done });
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
      const next = asked.shift();
      if (next) {
        try {
          next.done(next.request, fs.readSync(next.fd, next.buffer), null);
        } catch (error) {
          next.done(next.request, 0, error as Error);
        }
      }
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
