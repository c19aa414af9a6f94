// mechanism: notified
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const bus = new EventEmitter();

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        const [topic = '', ...words] = line.split(' ');
        bus.emit(`topic ${topic}`, words.join(' '));
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const listener = (payload: string) => {
        try {
          tell(payload);
        } catch (err) {
          console.error(err); // a throwing listener must not keep the news from the next one
        }
      };
      bus.on(`topic ${topic}`, listener);
      return () => bus.off(`topic ${topic}`, listener);
    },
  };
}
