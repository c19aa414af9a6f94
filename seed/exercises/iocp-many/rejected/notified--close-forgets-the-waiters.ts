// mechanism: notified
// fails: closed
// note: closing only turns away those who come later
import * as net from 'node:net';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

/** Serves the requests on one descriptor in turn, from what the event loop has read. */
function endpoint(fd: number, done: (request: string, bytes: number, error: Error | null) => void) {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  const requests: { buffer: Uint8Array; request: string }[] = [];
  let over: { error: Error | null } | null = null;

  function serve(): void {
    for (let first = requests[0]; first; first = requests[0]) {
      const bytes = socket.read(Math.min(first.buffer.length, socket.readableLength)) as Buffer | null;
      if (!bytes && !over) return;
      requests.shift();
      if (bytes) first.buffer.set(bytes);
      done(first.request, bytes?.length ?? 0, bytes ? null : (over?.error ?? null));
    }
  }

  socket.on('readable', serve);
  socket.on('end', () => {
    over = { error: null };
    serve();
  });
  socket.on('error', (error) => {
    over = { error };
    serve();
  });
  return (buffer: Uint8Array, request: string) => {
    requests.push({ buffer, request });
    setImmediate(serve);
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
      packets.length = 0;
    },
  };
}
