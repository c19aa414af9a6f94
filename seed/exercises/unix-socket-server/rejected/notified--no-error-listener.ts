// mechanism: notified
// fails: told-of-error
// note: a peer hangs up before its answer, and the whole server dies of it
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();

  const server = net.createServer((connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));

    let name: string | undefined;
    let rest = '';
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
