// mechanism: notified
// data-path: readiness-then-read
import { EventEmitter, once } from 'node:events';
import * as net from 'node:net';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

class Endpoint {
  readonly socket: net.Socket;
  private readonly requests: { buffer: Uint8Array; request: string }[] = [];
  private ended = false;
  private error: Error | null = null;

  private readonly key: string;
  private readonly post: (packet: CompletionPacket) => void;

  constructor(fd: number, key: string, post: (packet: CompletionPacket) => void) {
    this.key = key;
    this.post = post;
    this.socket = new net.Socket({ fd, allowHalfOpen: true });
    this.socket.on('readable', () => this.serve());
    this.socket.on('end', () => {
      this.ended = true;
      this.serve();
    });
    this.socket.on('error', (error) => {
      this.error = error;
      this.serve();
    });
  }

  read(buffer: Uint8Array, request: string): void {
    this.requests.push({ buffer, request });
    setImmediate(() => this.serve());
  }

  private serve(): void {
    for (let first = this.requests[0]; first; first = this.requests[0]) {
      const { buffer, request } = first;
      const wanted = Math.min(buffer.length, this.socket.readableLength);
      const bytes = wanted > 0 ? (this.socket.read(wanted) as Buffer | null) : null;
      if (!bytes) this.socket.read(0);
      if (!bytes && !this.ended && !this.error) return;
      if (bytes) buffer.set(bytes);
      this.requests.shift();
      this.post({ key: this.key, bytes: bytes?.length ?? 0, request, error: bytes ? null : this.error });
    }
  }
}

export function createCompletionPort() {
  const endpoints = new Map<number, Endpoint>();
  const queue: CompletionPacket[] = [];
  const bell = new EventEmitter();

  return {
    associate(fd: number, key: string): void {
      endpoints.set(
        fd,
        new Endpoint(fd, key, (packet) => {
          queue.push(packet);
          bell.emit('packet');
        }),
      );
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      endpoints.get(fd)?.read(buffer, request);
    },
    async getQueuedCompletionStatus(): Promise<CompletionPacket> {
      for (;;) {
        const packet = queue.shift();
        if (packet) return packet;
        await once(bell, 'packet');
      }
    },
  };
}
