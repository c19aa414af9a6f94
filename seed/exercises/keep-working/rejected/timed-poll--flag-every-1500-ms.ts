// mechanism: timed-poll
// fails: notified
// note: the line from slow lies there until the next look, up to a second and a half later
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  async function passOn(): Promise<void> {
    while (heard === undefined) await sleep(1500);
    if (busy.writable) busy.write(`got ${heard}\n`);
  }

  void passOn();
  await once(busy, 'end');
}
