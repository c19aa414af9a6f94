// mechanism: notified
// data-path: helper-thread
import { Worker } from 'node:worker_threads';

const writer = `
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  parentPort.on('message', (slice) => {
    try {
      for (let sent = 0; sent < slice.length; ) sent += writeSync(fd, slice, sent);
      parentPort.postMessage(null);
    } catch (err) {
      parentPort.postMessage(err);
    }
  });
`;

/** The worker gets one slice at a time and answers each when the kernel has taken it. */
export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const worker = new Worker(writer, { eval: true, workerData: fd });
  let sent = 0;

  function sendSlice(): void {
    const slice = data.slice(sent, sent + 65_536);
    sent += slice.length;
    worker.postMessage(slice, [slice.buffer]);
  }

  worker.on('message', (err: Error | null) => {
    if (err === null && sent < data.length) return sendSlice();
    void worker.terminate();
    done(err);
  });
  sendSlice();
}
