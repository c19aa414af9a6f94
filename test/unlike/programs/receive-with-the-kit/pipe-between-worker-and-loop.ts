// mechanism: notified
// passes: yes
// note: the self-pipe trick: a worker in blocking recv writes into a pipe that a net.Socket of the main thread reads
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { pipe2 } from 'posix';

const pump = `
const { from, to, length } = require('node:worker_threads').workerData;
import('posix').then((p) => {
  const bytes = new Uint8Array(4096);
  for (let left = length; left > 0; ) {
    const n = p.recv(from, bytes, Math.min(left, bytes.length));
    if (n === 0) break;
    p.write(to, bytes, n);
    left -= n;
  }
  p.close(to);
});
`;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const [reading, writing] = pipe2(0);
  new Worker(pump, { eval: true, workerData: { from: fd, to: writing, length: buffer.length } });
  let count = 0;
  new Socket({ fd: reading, writable: false })
    .on('data', (bytes) => {
      buffer.set(bytes as Buffer, count);
      count += bytes.length;
    })
    .on('error', (err) => done(err, count))
    .on('end', () => done(null, count));
}
