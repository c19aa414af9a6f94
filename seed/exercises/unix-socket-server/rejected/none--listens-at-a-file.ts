// mechanism: none
// fails: notified, free, each-in-time, told, told-once, not-early, right-bytes, told-of-end, told-of-error
// note: it makes a file name of the path, and nobody finds it there
import * as net from 'node:net';

export function serve(path: string): () => Promise<void> {
  const server = net.createServer((connection) => connection.on('error', () => 0).pipe(connection));
  server.listen(`/tmp/${path.slice(1)}.sock`);
  return () => new Promise((resolve) => server.close(() => resolve()));
}
