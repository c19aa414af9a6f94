// mechanism: busy-poll
// passes: no
// note: two ends of a MessageChannel play ping-pong, and at every hit the descriptor is tried
import * as fs from 'node:fs';
import * as net from 'node:net';
import { MessageChannel } from 'node:worker_threads';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  new net.Socket({ fd, readable: false });
  const { port1, port2 } = new MessageChannel();
  let count = 0;
  const finish = (err: Error | null) => {
    port1.close();
    done(err, count);
  };
  port2.on('message', (ball) => port2.postMessage(ball));
  port1.on('message', (ball) => {
    try {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      count += n;
      if (n === 0 || count === buffer.length) return finish(null);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return finish(err as Error);
    }
    port1.postMessage(ball);
  });
  port1.postMessage('ball');
}
