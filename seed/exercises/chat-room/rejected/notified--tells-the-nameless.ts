// mechanism: notified
// fails: right-bytes, slow-reader, told, told-of-end, told-of-error, told-once
// note: whoever is connected gets everything, in the room or not
import * as net from 'node:net';

const MOST_WAITING = 1 << 20;

interface Client {
  readonly socket: net.Socket;
  name: string | null;
  rest: string;
  gone: boolean;
}

export function openRoom(port: number) {
  const clients = new Set<Client>();
  let closing = false;

  function tell(message: string): void {
    for (const client of [...clients]) {
      client.socket.write(message);
      if (client.socket.writableLength > MOST_WAITING) leave(client);
    }
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
