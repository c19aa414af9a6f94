// mechanism: busy-poll
// fails: idle, not-early, notified, told-of-end
// note: it asks on every turn of the event loop whether slow has spoken
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  setImmediate(function look() {
    if (!busy.writable) return;
    if (heard === undefined) setImmediate(look);
    else busy.write(`got ${heard}\n`);
  });

  await once(busy, 'end');
}
