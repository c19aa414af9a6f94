// mechanism: busy-poll
// fails: idle, notified, told-of-error
// note: a worker spins on a shared counter to be the first to know; its CPU time is yours
import { once } from 'node:events';
import * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const spinner = `
  const { parentPort, workerData: open } = require('node:worker_threads');
  while (Atomics.load(open, 0) > 0);
  parentPort.postMessage('all in');
`;

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = ports.map(() => '');
  const open = new Int32Array(new SharedArrayBuffer(4));
  open[0] = ports.length;

  ports.forEach((port, i) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
    socket.on('data', (bytes) => (replies[i] += bytes.toString()));
    socket.on('error', (err) => (replies[i] = err));
    socket.on('close', () => Atomics.sub(open, 0, 1));
  });

  await once(new Worker(spinner, { eval: true, workerData: open }), 'message');
  return replies;
}
