// mechanism: notified
// passes: yes
// note: low latency: a ring in shared memory; the consumer waits on the write cursor by waitAsync, a minute at most each time
import { Worker } from 'node:worker_threads';

const SIZE = 16_384;
const producer = `
const { fd, ring, cursors } = require('node:worker_threads').workerData;
const { readSync } = require('node:fs');
const WRITE = 0, READ = 1, STATE = 2;
const size = ring.length;
try {
  for (;;) {
    const write = Atomics.load(cursors, WRITE);
    let read = Atomics.load(cursors, READ);
    while (write - read === size) { Atomics.wait(cursors, READ, read); read = Atomics.load(cursors, READ); }
    const from = write % size;
    const room = Math.min(size - from, size - (write - read));
    const n = readSync(fd, ring, from, room, null);
    if (n === 0) { Atomics.store(cursors, STATE, 1); Atomics.add(cursors, WRITE, 0); Atomics.notify(cursors, WRITE); break; }
    Atomics.add(cursors, WRITE, n);
    Atomics.notify(cursors, WRITE);
  }
} catch { Atomics.store(cursors, STATE, 2); Atomics.notify(cursors, WRITE); }
`;
const WRITE = 0;
const READ = 1;
const STATE = 2;

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  const cursors = new Int32Array(new SharedArrayBuffer(12));
  const ring = new Uint8Array(new SharedArrayBuffer(SIZE));
  new Worker(producer, { eval: true, workerData: { fd, ring, cursors } });
  let count = 0;
  while (count < buffer.length) {
    const available = Atomics.load(cursors, WRITE);
    if (available === count) {
      const state = Atomics.load(cursors, STATE);
      if (state === 1) break;
      if (state === 2) return done(new Error('the producer has failed'), count);
      const wait = Atomics.waitAsync(cursors, WRITE, count, 60_000);
      if (wait.async) await wait.value;
      continue;
    }
    while (count < available && count < buffer.length) {
      buffer[count] = ring[count % SIZE] as number;
      count += 1;
    }
    Atomics.store(cursors, READ, count);
    Atomics.notify(cursors, READ);
  }
  done(null, count);
}
