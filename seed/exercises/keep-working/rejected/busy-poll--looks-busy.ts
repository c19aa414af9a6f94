// mechanism: busy-poll
// fails: idle, not-early, notified, told-of-end
// note: everything is told by events, but it computes for nobody until slow has spoken
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

let digest = 1;

function crunch(): void {
  for (let i = 0; i < 100_000; i++) digest = (digest * 48_271) % 0x7fff_ffff;
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;

  function passOn(text: string): void {
    if (heard === undefined && busy.writable) busy.write(`got ${text}\n`);
    heard ??= text;
  }

  createInterface({ input: slow }).on('line', passOn).on('close', () => passOn('nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  setImmediate(function work() {
    if (heard !== undefined) return;
    crunch();
    setImmediate(work);
  });

  await once(busy, 'end');
}
