// mechanism: notified
// fails: right-bytes
// note: unfinished lines of all peers are kept in one place
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();
  let rest = '';

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let name: string | undefined;
    connection.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name === undefined) name = line;
        else connection.write(`${name}: ${line}\n`);
      }
    });
  });
  server.listen(path);

  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of open) connection.destroy();
    });
}
