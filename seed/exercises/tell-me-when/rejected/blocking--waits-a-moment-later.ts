// mechanism: blocking
// fails: cancelled, free, in-order, not-early, not-from-inside, notified, returned-first, told, told-of-error, told-once
// note: subscribe returns, but then the main thread sleeps in Atomics.wait until there is news
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const listener = `
  const net = require('node:net');
  const { createInterface } = require('node:readline');
  const { workerData: { port, bell, out } } = require('node:worker_threads');
  net.createServer((connection) => {
    createInterface({ input: connection }).on('line', (line) => {
      out.postMessage(line);
      Atomics.add(bell, 0, 1);
      Atomics.notify(bell, 0);
    });
  }).listen(port, '127.0.0.1');
`;

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  new Worker(listener, { eval: true, workerData: { port, bell, out: port2 }, transferList: [port2] });
  let seen = 0;

  function newsSoFar(): string[] {
    const news: string[] = [];
    for (let next = receiveMessageOnPort(port1); next; next = receiveMessageOnPort(port1)) news.push(next.message);
    seen += news.length;
    return news;
  }

  function waitForNews(): void {
    Atomics.wait(bell, 0, seen);
    for (const line of newsSoFar()) {
      for (const { topic, tell } of [...subscriptions]) {
        try {
          if (line.startsWith(`${topic} `)) tell(line.slice(topic.length + 1));
        } catch (err) {
          console.error(err);
        }
      }
    }
    setImmediate(waitForNews);
  }

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      if (subscriptions.size === 0) {
        newsSoFar(); // what was said before is not for this subscriber
        setImmediate(waitForNews);
      }
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
