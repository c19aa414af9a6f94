// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

type Tell = (payload: string) => void;

export function createWatcher(port: number) {
  const subscribers = new Map<string, Set<{ tell: Tell }>>();

  function publish(line: string): void {
    const space = line.indexOf(' ');
    for (const { tell } of [...(subscribers.get(line.slice(0, space)) ?? [])]) {
      try {
        tell(line.slice(space + 1));
      } catch (err) {
        console.error(err);
      }
    }
  }

  const server = net.createServer((connection) => {
    let rest = '';
    connection.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(publish);
    });
    connection.on('error', () => {});
  });
  server.listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: Tell): () => void {
      const entry = { tell };
      subscribers.set(topic, (subscribers.get(topic) ?? new Set()).add(entry));
      return () => void subscribers.get(topic)?.delete(entry);
    },
  };
}
