// mechanism: notified
// passes: yes
// note: parallel for-await, allSettled
import { once } from 'node:events';
import * as net from 'node:net';

async function size(port: number): Promise<number> {
  const socket = net.connect(port, '127.0.0.1');
  const closed = once(socket, 'close');
  let n = 0;
  for await (const piece of socket) n += (piece as Buffer).length;
  await closed;
  return n;
}

export function total(ports: number[], done: (bytes: number) => void): void {
  void Promise.allSettled(ports.map(size)).then((all) =>
    done(all.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)),
  );
}
