// mechanism: notified
import { appendFile } from 'node:fs/promises';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const subscriptions = new Set<{ topic: string; tell: (payload: string) => void }>();
  let last = Promise.resolve();

  async function publish(line: string): Promise<void> {
    await appendFile('/tmp/audit.log', `${line}\n`);
    for (const { topic, tell } of [...subscriptions]) {
      if (line.startsWith(`${topic} `)) guarded(tell, line.slice(topic.length + 1));
    }
  }

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => (last = last.then(() => publish(line))));
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

function guarded(tell: (payload: string) => void, payload: string): void {
  try {
    tell(payload);
  } catch (err) {
    console.error(err);
  }
}
