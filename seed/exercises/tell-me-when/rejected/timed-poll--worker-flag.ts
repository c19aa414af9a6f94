// mechanism: timed-poll
// fails: cancelled, notified, told-of-error
// note: a worker looks at a shared counter every 30 ms and sends word when it has changed
import * as net from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const poller = `
  const { parentPort, workerData: count } = require('node:worker_threads');
  let seen = 0;
  setInterval(() => {
    if (Atomics.load(count, 0) !== seen) parentPort.postMessage((seen = Atomics.load(count, 0)));
  }, 30);
`;

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();
  const count = new Int32Array(new SharedArrayBuffer(4));
  const queue: string[] = [];

  function publish(line: string): void {
    for (const { topic, tell } of [...subscriptions]) {
      try {
        if (line.startsWith(`${topic} `)) tell(line.slice(topic.length + 1));
      } catch (err) {
        console.error(err);
      }
    }
  }

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        queue.push(line);
        Atomics.add(count, 0, 1);
      });
    })
    .listen(port, '127.0.0.1');
  new Worker(poller, { eval: true, workerData: count }).on('message', () => queue.splice(0).forEach(publish));

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
