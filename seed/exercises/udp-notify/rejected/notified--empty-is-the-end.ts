// mechanism: notified
// fails: empty
// note: 0 bytes are taken for the end, as in a stream
import { Worker } from 'node:worker_threads';

const reader = `
  const fs = require('node:fs');
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const buffer = Buffer.alloc(65507);
  for (let count; (count = fs.readSync(fd, buffer)) > 0; ) parentPort.postMessage(buffer.toString('utf8', 0, count));
`;

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  new Worker(reader, { eval: true, workerData: fd }).on('message', onDatagram);
}
