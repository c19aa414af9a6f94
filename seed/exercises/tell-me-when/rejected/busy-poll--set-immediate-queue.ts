// mechanism: busy-poll
// fails: cancelled, in-order, not-early, not-from-inside, notified, told-of-error
// note: it looks into the queue on every turn of the event loop; timers are allowed, spinning is not
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();
  const queue: string[] = [];

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => queue.push(line));
    })
    .listen(port, '127.0.0.1');

  setImmediate(function look() {
    const line = queue.shift();
    for (const { topic, tell } of line === undefined ? [] : [...subscriptions]) {
      try {
        if (line?.startsWith(`${topic} `)) tell(line.slice(topic.length + 1));
      } catch (err) {
        console.error(err);
      }
    }
    setImmediate(look);
  });

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
