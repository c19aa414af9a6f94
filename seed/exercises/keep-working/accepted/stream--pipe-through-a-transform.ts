// mechanism: notified
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';

function pingToPong(): Transform {
  let rest = '';
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      next(null, lines.map((line) => `pong ${line.slice('ping '.length)}\n`).join(''));
    },
  });
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  busy.pipe(pingToPong()).pipe(busy);

  const lines = createInterface({ input: slow });
  let heard = 'nothing';
  lines.once('line', (line) => {
    heard = line;
    lines.close();
  });
  lines.once('close', () => busy.writable && busy.write(`got ${heard}\n`));

  await once(busy, 'end');
}
