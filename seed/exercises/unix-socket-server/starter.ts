import { on } from 'node:events';
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const server = net.createServer().listen(path);

  async function acceptAll(): Promise<void> {
    // One peer after another: the next one gets its answers when this one has ended.
    for await (const [connection] of on(server, 'connection')) await talkTo(connection as net.Socket);
  }

  async function talkTo(connection: net.Socket): Promise<void> {
    let name: string | undefined;
    let rest = '';
    for await (const bytes of connection) {
      const lines = (rest + String(bytes)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name === undefined) name = line;
        else connection.write(`${name}: ${line}\n`);
      }
    }
  }

  void acceptAll();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
