// note: a thread of its own is held in read(2) and posts what comes
import { Worker } from 'node:worker_threads';

const reader = `
  const fs = require('node:fs');
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const buffer = Buffer.alloc(65507);
  for (;;) parentPort.postMessage(buffer.toString('utf8', 0, fs.readSync(fd, buffer)));
`;

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  new Worker(reader, { eval: true, workerData: fd }).on('message', onDatagram);
}
