// mechanism: notified
// passes: yes
// note: a worker per socket blocks in read; messages tell
import { Worker } from 'node:worker_threads';

const code = `
const { parentPort, workerData: fd } = require('node:worker_threads');
const fs = require('node:fs');
const room = Buffer.alloc(65536);
for (;;) {
  const n = fs.readSync(fd, room, 0, room.length, null);
  parentPort.postMessage(room.toString('utf8', 0, n));
}`;

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  new Worker(code, { eval: true, workerData: fd }).on('message', onDatagram);
}
