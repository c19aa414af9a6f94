// mechanism: notified
// passes: yes
// note: pipeline per connection
import * as net from 'node:net';
import { Transform, pipeline } from 'node:stream';
import { promisify } from 'node:util';

const splitter = () => {
  let rest = '';
  return new Transform({
    decodeStrings: true,
    readableObjectMode: true,
    construct(cb) {
      cb();
    },
    transform(chunk: Buffer, _enc, cb) {
      rest += chunk.toString('latin1');
      const parts = rest.split('\n');
      rest = parts.pop()!;
      for (const part of parts) this.push({ part });
      cb();
    },
  });
};
const answerer = () => {
  let name: string | null = null;
  return new Transform({
    writableObjectMode: true,
    transform({ part }: { part: string }, _enc, cb) {
      if (name === null) {
        name = part;
        cb();
      } else cb(null, Buffer.from(`${name}: ${part}\n`, 'latin1'));
    },
  });
};

export function serve(path: string): () => Promise<void> {
  const open = new Set<net.Socket>();
  const server = net
    .createServer({ allowHalfOpen: true }, (socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      pipeline(socket, splitter(), answerer(), socket, () => socket.destroy());
    })
    .listen(path);
  const close = promisify(server.close.bind(server));
  return async () => {
    const closed = close();
    open.forEach((socket) => socket.destroy());
    await closed;
  };
}
