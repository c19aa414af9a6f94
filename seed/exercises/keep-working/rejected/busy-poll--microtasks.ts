// mechanism: busy-poll
// fails: notified, idle, free, answered, told, told-once, not-early, told-of-end
// note: awaiting null in a loop never lets the event loop turn: no ping can be read, nor the line it waits for
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  while (heard === undefined) await null;
  busy.write(`got ${heard}\n`);
  await once(busy, 'end');
}
