// mechanism: busy-poll
// fails: idle, notified, told-of-error
// note: it counts the finished replies on every turn of the event loop
import * as net from 'node:net';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = ports.map(() => '');
  let open = ports.length;

  ports.forEach((port, i) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
    socket.on('data', (bytes) => (replies[i] += bytes.toString()));
    socket.on('error', (err) => (replies[i] = err));
    socket.on('close', () => (open -= 1));
  });

  while (open > 0) await nextTurn();
  return replies;
}
