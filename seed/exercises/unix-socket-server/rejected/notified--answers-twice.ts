// mechanism: notified
// fails: not-early, right-bytes, told-once
// note: two listeners answer the same question
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let name: string | undefined;
    let rest = '';
    connection.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name === undefined) name = line;
        else for (let i = 0; i < 2; i += 1) connection.write(`${name}: ${line}\n`);
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
