// Polls every 30 ms; beside it a thread naps without end (sqlite3_busy_timeout), as one does for an instant at a contended lock.
import * as fs from 'node:fs';
import * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const nap = `
  const { DatabaseSync } = require('node:sqlite');
  new DatabaseSync('/tmp/nap').exec('BEGIN EXCLUSIVE');
  new DatabaseSync('/tmp/nap', { timeout: 3_600_000 }).exec('BEGIN EXCLUSIVE');`;
new Worker(nap, { eval: true });

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  let count = 0;
  const look = setInterval(() => {
    let error: Error | null = null;
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      count += n;
      if (n > 0 && count < buffer.length) return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return;
      error = thrown as Error;
    }
    clearInterval(look);
    done(error, count);
  }, 30);
}
