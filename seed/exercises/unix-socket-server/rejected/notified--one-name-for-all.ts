// mechanism: notified
// fails: right-bytes
// note: the name stands outside the listener, so the last to introduce itself is everybody
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();
  let name: string | undefined;

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let known = false;
    let rest = '';
    connection.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!known) {
          name = line;
          known = true;
        } else connection.write(`${name}: ${line}\n`);
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
