// mechanism: notified
// fails: slow-reader
// note: every message is written to one client after another, and each write is awaited: the slow one stops the room
import * as net from 'node:net';

const MOST_WAITING = 1 << 20;

interface Client {
  readonly socket: net.Socket;
  name: string | null;
  rest: string;
  gone: boolean;
}

function written(socket: net.Socket, message: string): Promise<void> {
  return new Promise((resolve) => {
    socket.write(message, () => resolve());
  });
}

export function openRoom(port: number) {
  const clients = new Set<Client>();
  let closing = false;
  let last = Promise.resolve();

  function tell(message: string): void {
    last = last.then(async () => {
      for (const client of [...clients]) {
        if (client.name === null || client.gone) continue;
        await written(client.socket, message);
        if (client.socket.writableLength > MOST_WAITING) leave(client);
      }
    });
  }

  function leave(client: Client): void {
    if (client.gone) return;
    client.gone = true;
    clients.delete(client);
    client.socket.destroy();
    if (client.name !== null && !closing) tell(`* ${client.name} left\n`);
  }

  function hear(client: Client, line: string): void {
    if (client.name === null) {
      client.name = line;
      tell(`* ${line} joined\n`);
    } else tell(`${client.name}: ${line}\n`);
  }

  const server = net.createServer((socket) => {
    const client: Client = { socket, name: null, rest: '', gone: false };
    clients.add(client);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const lines = (client.rest + text).split('\n');
      client.rest = lines.pop() ?? '';
      for (const line of lines) hear(client, line);
    });
    socket.on('end', () => leave(client));
    socket.on('error', () => leave(client));
  });
  server.listen(port, '127.0.0.1');

  return {
    close(): Promise<void> {
      closing = true;
      for (const client of [...clients]) leave(client);
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
