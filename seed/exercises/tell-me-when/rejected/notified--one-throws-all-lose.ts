// mechanism: notified
// fails: told-of-error
// note: the first exception leaves the loop, and whoever comes after is not told
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        try {
          for (const { topic, tell } of [...subscriptions]) {
            if (line.startsWith(`${topic} `)) tell(line.slice(topic.length + 1));
          }
        } catch (err) {
          console.error(err);
        }
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
