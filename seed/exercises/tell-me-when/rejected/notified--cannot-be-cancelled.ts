// mechanism: notified
// fails: cancelled
// note: the returned function removes another listener than the one it added
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const bus = new EventEmitter();

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        const space = line.indexOf(' ');
        bus.emit(`topic ${line.slice(0, space)}`, line.slice(space + 1));
      });
    })
    .listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      bus.on(`topic ${topic}`, (payload: string) => {
        try {
          tell(payload);
        } catch (err) {
          console.error(err);
        }
      });
      return () => bus.off(`topic ${topic}`, tell);
    },
  };
}
