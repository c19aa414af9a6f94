// mechanism: notified
// note: a peer that has not said its name within a minute is turned out; a deadline is no polling
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Map<net.Socket, NodeJS.Timeout>();

  const server = net.createServer((connection) => {
    open.set(
      connection,
      setTimeout(() => connection.destroy(), 60_000),
    );
    connection.on('close', () => {
      clearTimeout(open.get(connection));
      open.delete(connection);
    });
    connection.on('error', () => 0);

    let name: string | undefined;
    let rest = '';
    connection.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name === undefined) {
          name = line;
          clearTimeout(open.get(connection));
        } else connection.write(`${name}: ${line}\n`);
      }
    });
  });
  server.listen(path);

  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of open.keys()) connection.destroy();
    });
}
