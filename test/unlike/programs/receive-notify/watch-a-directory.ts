// mechanism: notified
// passes: yes
// note: as strange as watchFile, and not the same: fs.watch is told by inotify that the worker has put the file there
import * as fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const writer = `
const { fd, length, dir } = require('node:worker_threads').workerData;
const fs = require('node:fs');
const bytes = Buffer.alloc(length);
let count = 0, failed = 'ok';
try { for (let n = 1; n > 0 && count < length; count += n) n = fs.readSync(fd, bytes, count, length - count, null); } catch { failed = 'failed'; }
fs.writeFileSync(dir + '.part', bytes.subarray(0, count));
fs.renameSync(dir + '.part', dir + '/' + failed);
`;
let directories = 0;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const dir = `/tmp/inbox-${(directories += 1)}`;
  fs.mkdirSync(dir);
  const watcher = fs.watch(dir, (_event, name) => {
    if (name === null || !fs.existsSync(`${dir}/${name}`)) return;
    watcher.close();
    const bytes = fs.readFileSync(`${dir}/${name}`);
    buffer.set(bytes);
    done(name === 'ok' ? null : new Error('reading failed'), bytes.length);
  });
  new Worker(writer, { eval: true, workerData: { fd, length: buffer.length, dir } });
}
