// mechanism: timed-poll
// fails: idle, notified
// note: the helper does not wait, it asks every 40 ms
import { Worker } from 'node:worker_threads';

const asker = `
  const dgram = require('node:dgram');
  const { parentPort, workerData: fd } = require('node:worker_threads');
  const queue = [];
  dgram.createSocket('udp4', (bytes) => queue.push(String(bytes))).bind({ fd });
  setInterval(() => { for (const text of queue.splice(0)) parentPort.postMessage(text); }, 40);
`;

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  new Worker(asker, { eval: true, workerData: fd }).on('message', onDatagram);
}
