// mechanism: notified
// data-path: readiness-then-read
import { once } from 'node:events';
import * as net from 'node:net';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

async function fill(socket: net.Socket, buffer: Uint8Array): Promise<number> {
  for (;;) {
    const bytes = socket.read(Math.min(buffer.length, socket.readableLength)) as Buffer | null;
    if (bytes) {
      buffer.set(bytes);
      return bytes.length;
    }
    if (socket.errored) throw socket.errored;
    if (socket.readableEnded) return 0;
    const heard = new AbortController();
    const { signal } = heard;
    try {
      await Promise.race([once(socket, 'readable', { signal }), once(socket, 'end', { signal })]);
    } finally {
      heard.abort();
    }
  }
}

/** Requests are a chain of promises: each begins when the one before it is finished. */
function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  socket.on('error', () => {});
  let last = Promise.resolve();
  return (buffer: Uint8Array, request: string) => {
    last = last.then(async () => {
      try {
        done(request, await fill(socket, buffer), null);
      } catch (error) {
        done(request, 0, error as Error);
      }
    });
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
