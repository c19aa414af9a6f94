// mechanism: notified
import { Worker } from 'node:worker_threads';

const listener = `
  const net = require('node:net');
  const { createInterface } = require('node:readline');
  const { parentPort, workerData: port } = require('node:worker_threads');
  net.createServer((connection) => {
    connection.on('error', () => {});
    createInterface({ input: connection }).on('line', (line) => parentPort.postMessage(line));
  }).listen(port, '127.0.0.1');
`;

/** B is a thread of its own that does nothing but listen; it tells A by message. */
export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();

  new Worker(listener, { eval: true, workerData: port }).on('message', (line: string) => {
    for (const { topic, tell } of [...subscriptions]) {
      if (!line.startsWith(`${topic} `)) continue;
      try {
        tell(line.slice(topic.length + 1));
      } catch (err) {
        console.error(err);
      }
    }
  });

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
