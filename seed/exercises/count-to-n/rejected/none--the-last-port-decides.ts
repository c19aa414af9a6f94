// mechanism: none
// fails: notified, told, told-once, not-early, nothing-left-open
// note: it tells when the last one in the list has ended, though others have not
import * as net from 'node:net';

export function total(ports: number[], done: (bytes: number) => void): void {
  let bytes = 0;
  ports.forEach((port, i) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('close', () => {
      if (i === ports.length - 1) done(bytes);
    });
  });
}
