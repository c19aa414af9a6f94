// mechanism: none
// fails: notified, told, told-once, in-order, not-from-inside, told-of-error, cancelled
// note: it writes down the interest and the news, and never brings the two together
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const interests = new Map<string, (payload: string) => void>();
  const news: string[] = [];

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => news.push(line));
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      interests.set(topic, tell);
      return () => void interests.delete(topic);
    },
  };
}
