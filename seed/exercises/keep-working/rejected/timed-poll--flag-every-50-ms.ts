// mechanism: timed-poll
// fails: notified, idle
// note: pings are answered when they come, but whether slow has spoken is asked twenty times a second
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  const timer = setInterval(() => {
    if (heard === undefined) return;
    clearInterval(timer);
    busy.write(`got ${heard}\n`);
  }, 50);

  await once(busy, 'end');
  clearInterval(timer);
}
