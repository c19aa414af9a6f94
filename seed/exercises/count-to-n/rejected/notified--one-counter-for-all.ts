// mechanism: notified
// fails: told
// note: the counter stands outside the function, so two calls at once share it
import * as net from 'node:net';

let left = 0;

export function total(ports: number[], done: (bytes: number) => void): void {
  let bytes = 0;
  left += ports.length;
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('close', () => {
      left -= 1;
      if (left === 0) done(bytes);
    });
  }
}
