// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

export function collect(ports: number[]): Promise<(string | Error)[]> {
  return new Promise((resolve) => {
    const replies: (string | Error)[] = ports.map(() => '');
    let open = ports.length;

    ports.forEach((port, i) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
      socket.on('data', (bytes) => (replies[i] += bytes.toString()));
      socket.on('error', (err) => (replies[i] = err));
      socket.on('close', () => {
        open -= 1;
        if (open === 0) resolve(replies);
      });
    });
  });
}
