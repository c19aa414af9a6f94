// mechanism: none
// fails: notified, told, told-once, not-early, nothing-left-open
// note: it tells the sum so far each time a peer ends
import * as net from 'node:net';

export function total(ports: number[], done: (bytes: number) => void): void {
  let bytes = 0;
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('close', () => done(bytes));
  }
}
