// mechanism: notified
import { once } from 'node:events';
import type * as net from 'node:net';
import { Worker } from 'node:worker_threads';

const clerk = `
  const { parentPort } = require('node:worker_threads');
  const rest = { busy: '', slow: '' };
  let passedOn = false;
  const passOn = (text) => {
    if (!passedOn) parentPort.postMessage('got ' + text + '\\n');
    passedOn = true;
  };
  parentPort.on('message', ({ from, text }) => {
    if (text === null) return passOn('nothing');
    const lines = (rest[from] + text).split('\\n');
    rest[from] = lines.pop();
    for (const line of lines) {
      if (from === 'slow') passOn(line);
      else parentPort.postMessage(line.replace('ping', 'pong') + '\\n');
    }
  });
`;

/** The main thread only carries; a worker reads the lines and decides what to say. */
export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const worker = new Worker(clerk, { eval: true });
  worker.on('message', (answer: string) => busy.writable && busy.write(answer));
  busy.on('data', (bytes) => worker.postMessage({ from: 'busy', text: bytes.toString() }));
  slow.on('data', (bytes) => worker.postMessage({ from: 'slow', text: bytes.toString() }));
  slow.on('end', () => worker.postMessage({ from: 'slow', text: null }));

  await once(busy, 'end');
  await worker.terminate();
}
