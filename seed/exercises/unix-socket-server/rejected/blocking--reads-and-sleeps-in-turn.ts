// mechanism: blocking
// fails: each-in-time, free, idle, not-early, nothing-left-open, notified, resolved, right-bytes, told, told-of-end, told-of-error, told-once
// note: it reads by itself, and sleeps 10 ms whenever nothing is there
import * as fs from 'node:fs';
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();

  const server = net.createServer({ pauseOnConnect: true }, (connection) => {
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.on('error', (err) => console.log(`a peer is gone: ${err.message}`));

    let name: string | undefined;
    let rest = '';
    const { fd } = (connection as unknown as { _handle: { fd: number } })._handle;
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const bytes = Buffer.alloc(1024);
    for (let count = -1; count !== 0; ) {
      try {
        count = fs.readSync(fd, bytes);
        const lines = (rest + bytes.toString('utf8', 0, count)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (name === undefined) name = line;
          else connection.write(`${name}: ${line}\n`);
        }
      } catch {
        Atomics.wait(cell, 0, 0, 10);
      }
    }
  });
  server.listen(path);

  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of open) connection.destroy();
    });
}
