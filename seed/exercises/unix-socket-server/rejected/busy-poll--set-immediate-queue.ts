// mechanism: busy-poll
// fails: notified, idle, told-of-end, told-of-error, resolved, nothing-left-open
// note: a queue of answers, looked at in every turn of the loop
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();
  const answers: { connection: net.Socket; text: string }[] = [];

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
        else answers.push({ connection, text: `${name}: ${line}\n` });
      }
    });
  });
  server.listen(path);
  const look = (): void => {
    for (const { connection, text } of answers.splice(0)) connection.write(text);
    setImmediate(look);
  };
  look();

  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of open) connection.destroy();
    });
}
