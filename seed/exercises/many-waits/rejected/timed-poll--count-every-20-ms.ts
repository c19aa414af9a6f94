// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: it counts the finished replies fifty times a second
import * as net from 'node:net';

export function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = ports.map(() => '');
  let open = ports.length;

  ports.forEach((port, i) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
    socket.on('data', (bytes) => (replies[i] += bytes.toString()));
    socket.on('error', (err) => (replies[i] = err));
    socket.on('close', () => (open -= 1));
  });

  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (open > 0) return;
      clearInterval(timer);
      resolve(replies);
    }, 20);
  });
}
