// mechanism: notified
// fails: told-of-end
// note: it waits for both conversations to end, and slow stays open
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let passedOn = false;

  function passOn(text: string): void {
    if (!passedOn && busy.writable) busy.write(`got ${text}\n`);
    passedOn = true;
  }

  createInterface({ input: slow }).on('line', passOn).on('close', () => passOn('nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  await Promise.all([once(slow, 'end'), once(busy, 'end')]);
}
