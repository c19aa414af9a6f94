// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: a worker tries again every 25 ms in naps of Atomics.wait; somebody in the process still polls
import * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const writer = `
  const { parentPort, workerData: { fd } } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const nap = new Int32Array(new SharedArrayBuffer(4));
  parentPort.on('message', (slice) => {
    for (let sent = 0; sent < slice.length; ) {
      try {
        sent += writeSync(fd, slice, sent);
      } catch (err) {
        if (err.code !== 'EAGAIN') return parentPort.postMessage(err);
        Atomics.wait(nap, 0, 0, 25);
      }
    }
    parentPort.postMessage(null);
  });
`;

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  const worker = new Worker(writer, { eval: true, workerData: { fd } });
  let sent = 0;

  function sendSlice(): void {
    const slice = data.slice(sent, sent + 65_536);
    sent += slice.length;
    worker.postMessage(slice);
  }

  worker.on('message', (err: Error | null) => {
    if (err === null && sent < data.length) return sendSlice();
    void worker.terminate();
    done(err);
  });
  sendSlice();
}
