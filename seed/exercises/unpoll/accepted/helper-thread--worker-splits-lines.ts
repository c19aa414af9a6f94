// mechanism: notified
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const splitter = `
  const { parentPort } = require('node:worker_threads');
  let rest = '';
  parentPort.on('message', (text) => {
    const lines = (rest + text).split('\\n');
    rest = lines.pop();
    for (const line of lines) parentPort.postMessage(line);
  });
`;

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const worker = new Worker(splitter, { eval: true });
  worker.on('message', tell);
  socket.on('data', (bytes) => worker.postMessage(bytes.toString()));
  socket.on('close', () => void worker.terminate());
}
