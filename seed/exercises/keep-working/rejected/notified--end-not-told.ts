// mechanism: notified
// fails: told-of-end
// note: if slow ends without a line, busy never hears of it
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  createInterface({ input: slow }).once('line', (line) => busy.write(`got ${line}\n`));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  await once(busy, 'end');
}
