// mechanism: notified
// fails: told, told-once, right-bytes
// note: it wraps the descriptor in a socket and makes a packet of whatever comes, asked for or not
import * as net from 'node:net';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const sockets = new Map<number, { request: string; buffer: Uint8Array }>();
  const queue: CompletionPacket[] = [];
  let waiter: ((packet: CompletionPacket) => void) | null = null;

  function post(packet: CompletionPacket): void {
    const tell = waiter;
    waiter = null;
    if (tell) tell(packet);
    else queue.push(packet);
  }

  return {
    associate(fd: number, key: string): void {
      const state = { request: '', buffer: new Uint8Array(65_536) };
      sockets.set(fd, state);
      const socket = new net.Socket({ fd, allowHalfOpen: true });
      const tell = (bytes: number, error: Error | null) => post({ key, bytes, request: state.request, error });
      socket.on('data', (bytes: Buffer) => {
        state.buffer.set(bytes.subarray(0, state.buffer.length));
        tell(bytes.length, null);
      });
      socket.on('end', () => tell(0, null));
      socket.on('error', (error) => tell(0, error));
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      Object.assign(sockets.get(fd) ?? {}, { buffer, request });
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      const packet = queue.shift();
      if (packet) return Promise.resolve(packet);
      return new Promise((resolve) => {
        waiter = resolve;
      });
    },
  };
}
