// mechanism: notified
// fails: in-order
// note: it hands out the lines of one chunk from the last to the first
import * as net from 'node:net';

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();

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
      let rest = '';
      connection.on('error', () => {});
      connection.on('data', (bytes) => {
        const lines = (rest + bytes.toString()).split('\n');
        rest = lines.pop() ?? '';
        while (lines.length > 0) publish(lines.pop() ?? '');
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
