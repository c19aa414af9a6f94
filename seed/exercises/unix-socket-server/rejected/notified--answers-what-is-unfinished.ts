// mechanism: notified
// fails: not-early
// note: readline hands out the last line at the end of the stream, newline or not
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let name: string | undefined;
    const lines = createInterface({ input: connection }).on('error', () => 0);
    lines.on('line', (line) => {
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
