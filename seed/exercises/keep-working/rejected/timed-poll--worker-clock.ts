// mechanism: timed-poll
// fails: notified
// note: a worker's timer says every 1.2 s “look now”; the clock has moved, the asking has not
import { once } from 'node:events';
import type * as net from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const clock = `setInterval(() => require('node:worker_threads').parentPort.postMessage('look'), 1200)`;

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let heard: string | undefined;
  let passedOn = false;
  createInterface({ input: slow })
    .on('line', (line) => (heard ??= line))
    .on('close', () => (heard ??= 'nothing'));
  createInterface({ input: busy }).on('line', (line) => busy.write(`${line.replace('ping', 'pong')}\n`));

  const worker = new Worker(clock, { eval: true });
  worker.on('message', () => {
    if (heard === undefined || passedOn) return;
    passedOn = true;
    busy.write(`got ${heard}\n`);
  });

  await once(busy, 'end');
  await worker.terminate();
}
