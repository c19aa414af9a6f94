// mechanism: notified
import * as net from 'node:net';
import { pipeline, Transform, Writable } from 'node:stream';

const toLines = () => {
  let rest = '';
  return new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, next) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach((line) => this.push(line));
      next();
    },
  });
};

export function createWatcher(port: number) {
  let subscriptions: { topic: string; tell: (payload: string) => void }[] = [];

  const toSubscribers = () =>
    new Writable({
      objectMode: true,
      write(line: string, _encoding, next) {
        for (const { topic, tell } of subscriptions) {
          // In a microtask of its own, one subscriber's exception is nobody else's.
          if (line.startsWith(`${topic} `)) Promise.resolve(line.slice(topic.length + 1)).then(tell).catch(console.error);
        }
        next();
      },
    });

  net
    .createServer((connection) => pipeline(connection, toLines(), toSubscribers(), () => {}))
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const subscription = { topic, tell };
      subscriptions = [...subscriptions, subscription];
      return () => (subscriptions = subscriptions.filter((other) => other !== subscription));
    },
  };
}
