// mechanism: timed-poll
// fails: cancelled, notified, told-of-error
// note: every subscriber has a timer of its own and asks once a second whether there is news
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const news: string[] = [];

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => news.push(line));
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      let seen = news.length;
      const timer = setInterval(() => {
        while (seen < news.length) {
          const line = news[seen++] ?? '';
          if (!line.startsWith(`${topic} `)) continue;
          try {
            tell(line.slice(topic.length + 1));
          } catch (err) {
            console.error(err);
          }
        }
      }, 1000);
      return () => clearInterval(timer);
    },
  };
}
