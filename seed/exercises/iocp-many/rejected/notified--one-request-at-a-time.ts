// mechanism: notified
// fails: in-order, independent, newest-first, told
// note: a request waits until the one before it is finished, whoever it belongs to
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const line: (() => Promise<void>)[] = [];
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = line.shift(); next; next = line.shift()) await next();
    busy = false;
  }

  /** All requests of the port stand in one line. */
  function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
    return (buffer: Uint8Array, request: string) => {
      line.push(
        () =>
          new Promise((resolve) => {
            fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
              done(request, error ? 0 : bytes, error);
              resolve();
            });
          }),
      );
      void work();
    };
  }

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
