// A thread that naps at a database is the clock of a poll: at every tick the main thread looks whether something has come.
import * as fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const clock = `
  const { parentPort } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const holder = new DatabaseSync('/tmp/nap');
  holder.exec('BEGIN EXCLUSIVE');
  const other = new DatabaseSync('/tmp/nap', { timeout: 1 });
  for (;;) {
    try { other.exec('BEGIN EXCLUSIVE'); } catch {}
    parentPort.postMessage(0);
  }`;
const worker = new Worker(clock, { eval: true });

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let got: { err: Error | null; count: number } | null = null;
  fs.read(fd, buffer, 0, buffer.length, null, (err, count) => {
    got = { err, count };
  });
  const look = (): void => {
    if (got === null) return;
    worker.off('message', look);
    done(got.err, got.count);
  };
  worker.on('message', look);
}
