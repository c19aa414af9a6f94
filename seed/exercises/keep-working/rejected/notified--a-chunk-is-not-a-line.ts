// mechanism: notified
// fails: answered, not-early, told
// note: it takes every data event for a whole line
import { once } from 'node:events';
import type * as net from 'node:net';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let passedOn = false;

  function passOn(text: string): void {
    if (!passedOn && busy.writable) busy.write(`got ${text}\n`);
    passedOn = true;
  }

  busy.on('data', (bytes) => busy.write(`pong ${bytes.toString().split(' ')[1]?.trim()}\n`));
  slow.on('data', (bytes) => passOn(bytes.toString().trim()));
  slow.on('end', () => passOn('nothing'));

  await once(busy, 'end');
}
