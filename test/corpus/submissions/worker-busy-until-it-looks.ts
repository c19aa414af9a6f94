// Looks every 400 ms, and from the bytes to the look a worker computes nothing in particular, so that never all sleep.
import * as fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const busy = new Int32Array(new SharedArrayBuffer(4));
const work = `
  const { workerData: busy } = require('node:worker_threads');
  for (;;) {
    Atomics.wait(busy, 0, 0);
    while (Atomics.load(busy, 0) === 1);
  }`;
new Worker(work, { eval: true, workerData: busy });

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  let tell: (() => void) | null = null;
  const more = (): void =>
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      count += n;
      if (err === null && n > 0 && count < buffer.length) return more();
      tell = () => done(err, count);
      Atomics.store(busy, 0, 1);
      Atomics.notify(busy, 0);
    });
  more();
  const timer = setInterval(() => {
    if (tell === null) return;
    clearInterval(timer);
    Atomics.store(busy, 0, 0);
    tell();
  }, 400);
}
