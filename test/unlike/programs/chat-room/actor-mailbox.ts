// mechanism: notified
// passes: yes
// note: mailbox emptied by one setImmediate per batch
import * as net from 'node:net';

// One actor, the room; everything that happens is a letter in its mailbox, read in one setImmediate per batch.
type Letter =
  | { kind: 'line'; from: Guest; line: string }
  | { kind: 'bye'; from: Guest };
class Guest {
  name?: string;
  rest = '';
  left = false;
  readonly socket: net.Socket;
  constructor(socket: net.Socket) {
    this.socket = socket;
  }
}

export function openRoom(port: number) {
  const guests = new Set<Guest>();
  let mailbox: Letter[] = [];
  let scheduled = false;
  let shut = false;

  const post = (letter: Letter) => {
    mailbox.push(letter);
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = mailbox;
      mailbox = [];
      for (const one of batch) handle(one);
    });
  };
  const handle = (letter: Letter) => {
    if (shut) return;
    const { from } = letter;
    if (from.left) return;
    if (letter.kind === 'bye') {
      from.left = true;
      guests.delete(from);
      from.socket.end();
      if (from.name !== undefined) shout(`* ${from.name} left\n`);
    } else if (from.name === undefined) {
      from.name = letter.line;
      guests.add(from);
      shout(`* ${from.name} joined\n`);
    } else shout(`${from.name}: ${letter.line}\n`);
  };
  const shout = (text: string) => {
    for (const guest of guests) {
      guest.socket.write(text);
      if (guest.socket.writableLength > 1 << 20) {
        guest.socket.destroy();
        post({ kind: 'bye', from: guest });
      }
    }
  };
  const every = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const guest = new Guest(socket);
    every.add(socket);
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      const lines = (guest.rest + String(text)).split('\n');
      guest.rest = lines.pop()!;
      for (const line of lines) post({ kind: 'line', from: guest, line });
    });
    socket.on('end', () => post({ kind: 'bye', from: guest }));
    socket.on('error', () => {});
    socket.on('close', () => {
      every.delete(socket);
      post({ kind: 'bye', from: guest });
    });
  });
  server.listen(port, '127.0.0.1');
  return {
    close(): Promise<void> {
      shut = true;
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of every) socket.destroy();
      });
    },
  };
}
