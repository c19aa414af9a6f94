// mechanism: notified
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const collector = `
  const net = require('node:net');
  const { text } = require('node:stream/consumers');
  const { parentPort, workerData: ports } = require('node:worker_threads');

  function ask(port) {
    const socket = net.connect(port, '127.0.0.1');
    socket.write('ready\\n');
    return text(socket).catch((err) => new Error(err.message));
  }

  Promise.all(ports.map(ask)).then((replies) => parentPort.postMessage(replies));
`;

/** One thread with an event loop waits for fifty as easily as for one. */
export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const worker = new Worker(collector, { eval: true, workerData: ports });
  const [replies] = (await once(worker, 'message')) as [(string | Error)[]];
  return replies;
}
