// mechanism: notified
// fails: told-once, not-early, in-order
// note: every connection adds a forwarding listener to the bus, so each line is told once per connection made so far
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

export function createWatcher(port: number) {
  const lines = new EventEmitter();
  const bus = new EventEmitter();
  const forward = (line: string) => {
    const space = line.indexOf(' ');
    bus.emit(`topic ${line.slice(0, space)}`, line.slice(space + 1));
  };
  lines.on('line', forward);

  net
    .createServer((connection) => {
      lines.on('line', forward);
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => lines.emit('line', line));
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
      bus.on(`topic ${topic}`, listener);
      return () => bus.off(`topic ${topic}`, listener);
    },
  };
}
