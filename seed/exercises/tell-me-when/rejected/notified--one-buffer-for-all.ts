// mechanism: notified
// fails: told, in-order
// note: pieces from two connections are glued together in one buffer
import * as net from 'node:net';

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();
  let rest = '';

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
      connection.on('data', (bytes) => {
        const lines = (rest + bytes.toString()).split('\n');
        rest = lines.pop() ?? '';
        lines.forEach(publish);
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
