// mechanism: notified
// passes: yes
// note: class with states, events
import * as net from 'node:net';

const State = { Nameless: 0, Asking: 1, Gone: 2 } as const;
type State = (typeof State)[keyof typeof State];

class Conversation {
  private state: State = State.Nameless;
  private name: Buffer = Buffer.alloc(0);
  private rest: Buffer = Buffer.alloc(0);
  private readonly socket: net.Socket;
  constructor(socket: net.Socket, gone: () => void) {
    this.socket = socket;
    socket.on('data', (b: Buffer) => this.feed(b));
    socket.on('end', () => {
      this.state = State.Gone;
      socket.end();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', gone);
  }
  private feed(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    let at: number;
    while ((at = this.rest.indexOf(0x0a)) !== -1) {
      const line = this.rest.subarray(0, at);
      this.rest = this.rest.subarray(at + 1);
      switch (this.state) {
        case State.Nameless:
          this.name = Buffer.from(line);
          this.state = State.Asking;
          break;
        case State.Asking:
          this.socket.write(Buffer.concat([this.name, Buffer.from(': '), line, Buffer.from('\n')]));
          break;
        case State.Gone:
          return;
      }
    }
  }
  hangUp(): void {
    this.socket.destroy();
  }
}

export function serve(path: string): () => Promise<void> {
  const all = new Set<Conversation>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const talk: Conversation = new Conversation(socket, () => all.delete(talk));
    all.add(talk);
  });
  server.listen(path);
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const talk of all) talk.hangUp();
    });
}
