// mechanism: notified
// fails: nothing-left-open
// note: half-open sockets that nobody ends
import * as net from 'node:net';

export function total(ports: number[], done: (bytes: number) => void): void {
  let bytes = 0;
  let left = ports.length;
  for (const port of ports) {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('end', () => {
      left -= 1;
      if (left === 0) done(bytes);
    });
  }
}
