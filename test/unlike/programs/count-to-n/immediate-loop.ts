// mechanism: busy-poll
// passes: no
// note: await setImmediate until counter is 0
import * as net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

export async function total(ports: number[], done: (bytes: number) => void): Promise<void> {
  let left = ports.length;
  let bytes = 0;
  ports.forEach((port) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (b) => (bytes += b.length));
    socket.on('close', () => left--);
  });
  while (left > 0) await turn();
  done(bytes);
}
