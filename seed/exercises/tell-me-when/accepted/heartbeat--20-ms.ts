// mechanism: notified
import { EventEmitter } from 'node:events';
import * as net from 'node:net';
import { createInterface } from 'node:readline';

/** A's own work goes on: a heartbeat every 20 ms. It asks B nothing, B tells A when there is something. */
export function createWatcher(port: number) {
  const bus = new EventEmitter();
  let beats = 0;
  setInterval(() => (beats += 1), 20);

  net
    .createServer((connection) => {
      connection.on('error', () => {});
      createInterface({ input: connection }).on('line', (line) => {
        const space = line.indexOf(' ');
        console.log(`heartbeat ${beats}: ${line}`);
        bus.emit(`topic ${line.slice(0, space)}`, line.slice(space + 1));
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
      bus.on(`topic ${topic}`, listener);
      return () => bus.off(`topic ${topic}`, listener);
    },
  };
}
