// mechanism: notified
import { on } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

interface Subscription {
  topic: string;
  tell: (payload: string) => void;
}

async function readLines(connection: net.Socket, subscriptions: Set<Subscription>): Promise<void> {
  for await (const line of createInterface({ input: connection })) {
    const space = line.indexOf(' ');
    const interested = [...subscriptions].filter(({ topic }) => topic === line.slice(0, space));
    await Promise.allSettled(interested.map(async ({ tell }) => tell(line.slice(space + 1))));
  }
}

async function acceptAll(server: net.Server, subscriptions: Set<Subscription>): Promise<void> {
  for await (const [connection] of on(server, 'connection')) {
    readLines(connection as net.Socket, subscriptions).catch((err: Error) => console.error(err.message));
  }
}

export function createWatcher(port: number) {
  const subscriptions = new Set<Subscription>();
  void acceptAll(net.createServer().listen(port, '127.0.0.1'), subscriptions);

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
