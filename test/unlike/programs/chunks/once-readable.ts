// mechanism: busy-poll
// passes: no
// note: as 10 without the leak: once('readable') spins while half a message is buffered
import { once } from 'node:events';
import type * as net from 'node:net';

class Reader {
  private ended = false;

  private readonly socket: net.Socket;
  constructor(socket: net.Socket) {
    this.socket = socket;
    void once(socket, 'end').then(
      () => (this.ended = true),
      () => (this.ended = true),
    );
  }
  async exactly(count: number): Promise<Buffer | undefined> {
    if (count === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = this.socket.read(count) as Buffer | null;
      if (bytes) return bytes.length === count ? bytes : undefined;
      if (this.ended) return undefined;
      await new Promise<void>((go) => this.socket.once('readable', go));
    }
  }
}

async function run(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  await null;
  const reader = new Reader(socket);
  for (;;) {
    const head = await reader.exactly(1);
    if (!head) return;
    const body = await reader.exactly(head[0]!);
    if (!body) return;
    tell(body.toString());
  }
}

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  run(socket, tell).catch(() => {});
}
