// mechanism: notified
// fails: not-early, right-bytes
// note: what comes in one event is taken for one line
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let name: string | undefined;
    connection.on('data', (bytes) => {
      const line = bytes.toString().trimEnd();
      if (name === undefined) name = line;
      else connection.write(`${name}: ${line}\n`);
    });
  });
  server.listen(path);

  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of open) connection.destroy();
    });
}
