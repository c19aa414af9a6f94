// mechanism: notified
import type * as net from 'node:net';
import { pipeline, Transform, Writable } from 'node:stream';

function splitLines(): Transform {
  let rest = '';
  return new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, next) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.push(line);
      next();
    },
  });
}

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const teller = new Writable({
    objectMode: true,
    write(line: string, _encoding, next) {
      tell(line);
      next();
    },
  });
  pipeline(socket, splitLines(), teller, (err) => {
    if (err) console.error(err.message);
  });
}
