// Seven timers of 12.6 s, each in a worker and begun 1.8 s after the one before: every sleep is long, and every 1.8 s somebody looks.
import * as fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

let look = (): void => undefined;
const tick = `
  const { parentPort } = require('node:worker_threads');
  setInterval(() => parentPort.postMessage(null), 12_600);`;
for (let begun = 0; begun < 7; begun += 1) {
  new Worker(tick, { eval: true }).on('message', () => look());
  await pause(1800);
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const more = (): void =>
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      count += n;
      if (err === null && n > 0 && count < buffer.length) return more();
      look = () => {
        look = () => undefined;
        done(err, count);
      };
    });
  more();
}
