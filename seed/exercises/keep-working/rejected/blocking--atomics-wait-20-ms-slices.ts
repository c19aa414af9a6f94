// mechanism: blocking
// fails: notified, returned-first, idle, free, answered, told, told-once, not-early, told-of-end
// note: it sleeps in slices of 20 ms, and no slice lets the event loop turn
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  while (heard === undefined) sleepSync(20);
  busy.write(`got ${heard}\n`);
  await once(busy, 'end');
}
