// mechanism: notified
// fails: told-once
// note: when slow ends after its line, it says “got nothing” on top
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  createInterface({ input: slow })
    .once('line', (line) => busy.write(`got ${line}\n`))
    .on('close', () => busy.writable && busy.write('got nothing\n'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  await once(busy, 'end');
}
