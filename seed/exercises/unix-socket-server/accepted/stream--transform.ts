// mechanism: notified
import * as net from 'node:net';
import { pipeline, Transform } from 'node:stream';

/** Bytes in, answers out; what is left without a newline is dropped at the end. */
function answers(): Transform {
  let name: string | undefined;
  let rest = '';
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name === undefined) name = line;
        else this.push(`${name}: ${line}\n`);
      }
      done();
    },
  });
}

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (connection) => {
    open.add(connection);
    pipeline(connection, answers(), connection, () => {
      connection.destroy();
      open.delete(connection);
    });
  });
  server.listen(path);

  return async () => {
    for (const connection of open) connection.destroy();
    await server[Symbol.asyncDispose]();
  };
}
