// mechanism: timed-poll
// fails: idle, notified
// note: the polling has moved into a worker; the process still wakes forty times a second to ask
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const watcher = `
  const { parentPort, workerData: flag } = require('node:worker_threads');
  setInterval(() => {
    if (Atomics.exchange(flag, 0, 0) === 1) parentPort.postMessage('look');
  }, 25);
`;

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  let received = '';

  socket.on('data', (bytes) => {
    received += bytes.toString();
    Atomics.store(flag, 0, 1);
  });

  new Worker(watcher, { eval: true, workerData: flag }).on('message', () => {
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}
