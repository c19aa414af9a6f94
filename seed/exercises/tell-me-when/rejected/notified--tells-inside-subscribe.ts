// mechanism: notified
// fails: not-early, not-from-inside
// note: subscribe at once tells the last known payload, before it has returned
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const bus = new EventEmitter();
  const latest = new Map<string, string>();

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        const space = line.indexOf(' ');
        const [topic, payload] = [line.slice(0, space), line.slice(space + 1)];
        latest.set(topic, payload);
        bus.emit(`topic ${topic}`, payload);
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const listener = (payload: string) => {
        try {
          tell(payload);
        } catch (err) {
          console.error(err);
        }
      };
      const known = latest.get(topic);
      if (known !== undefined) listener(known);
      bus.on(`topic ${topic}`, listener);
      return () => bus.off(`topic ${topic}`, listener);
    },
  };
}
