// mechanism: notified
// passes: yes
// note: a worker reads and shouts over a BroadcastChannel; whoever has the same number listens
import { BroadcastChannel, Worker } from 'node:worker_threads';

const source = `
const { BroadcastChannel, workerData: { fd, length, name } } = require('node:worker_threads');
const fs = require('node:fs');
const air = new BroadcastChannel(name);
let sent = 0;
const next = () => {
  const piece = Buffer.alloc(length - sent);
  fs.read(fd, piece, 0, piece.length, null, (err, n) => {
    if (err) { air.postMessage({ say: 'broken', why: err.message }); return air.close(); }
    sent += n;
    air.postMessage({ say: 'piece', bytes: new Uint8Array(piece.subarray(0, n)) });
    if (n === 0 || sent === length) return air.close();
    next();
  });
};
next();
`;
let calls = 0;

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const name = `receive-${(calls += 1)}`;
  const air = new BroadcastChannel(name);
  let count = 0;
  const finish = (err: Error | null) => {
    air.close();
    done(err, count);
  };
  air.onmessage = (event: unknown) => {
    const { data } = event as { data: { say: string; why: string; bytes: Uint8Array } };
    if (data.say === 'broken') return finish(new Error(data.why));
    buffer.set(data.bytes, count);
    count += data.bytes.length;
    if (data.bytes.length === 0 || count === buffer.length) finish(null);
  };
  new Worker(source, { eval: true, workerData: { fd, length: buffer.length, name } });
}
