// mechanism: timed-poll
// passes: no
// note: a worker writes what it has read to a file, and fs.watchFile, which stats once in 600 ms, is the bell
import * as fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const writer = `
const { fd, length, file } = require('node:worker_threads').workerData;
const fs = require('node:fs');
const bytes = Buffer.alloc(length);
let count = 0, failed = false;
try { for (let n = 1; n > 0 && count < length; count += n) n = fs.readSync(fd, bytes, count, length - count, null); } catch { failed = true; }
fs.writeFileSync(file + '.new', Buffer.concat([Buffer.from([failed ? 1 : 0]), bytes.subarray(0, count)]));
fs.renameSync(file + '.new', file);
`;
let files = 0;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const file = `/tmp/message-${(files += 1)}`;
  fs.watchFile(file, { interval: 600 }, (now) => {
    if (now.size === 0) return;
    fs.unwatchFile(file);
    const [failed, ...bytes] = fs.readFileSync(file);
    buffer.set(bytes);
    done(failed ? new Error('reading failed') : null, bytes.length);
  });
  new Worker(writer, { eval: true, workerData: { fd, length: buffer.length, file } });
}
