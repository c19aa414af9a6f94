// mechanism: notified
// data-path: readiness-then-read
import { once } from 'node:events';
import * as net from 'node:net';

const MOST_WAITING = 1 << 20;

/** The whole lines of a stream, as they come. */
async function* linesOf(socket: net.Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const text of socket.setEncoding('utf8')) {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

export function openRoom(port: number) {
  const all = new Set<net.Socket>();
  const named = new Map<net.Socket, string>();
  let closing = false;

  function tell(message: string): void {
    if (closing) return;
    for (const socket of [...named.keys()]) {
      socket.write(message);
      // Its own loop notices, and tells of it.
      if (socket.writableLength > MOST_WAITING) socket.destroy();
    }
  }

  async function serve(socket: net.Socket): Promise<void> {
    all.add(socket);
    try {
      for await (const line of linesOf(socket)) {
        const name = named.get(socket);
        if (name === undefined) named.set(socket, line);
        tell(name === undefined ? `* ${line} joined\n` : `${name}: ${line}\n`);
      }
    } catch {
      // Broken, or too slow: gone all the same.
    }
    const name = named.get(socket);
    named.delete(socket);
    all.delete(socket);
    socket.destroy();
    if (name !== undefined) tell(`* ${name} left\n`);
  }

  const server = net.createServer((socket) => void serve(socket.on('error', () => {}))).listen(port, '127.0.0.1');

  return {
    async close(): Promise<void> {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      for (const socket of all) socket.destroy();
      await closed;
    },
  };
}
