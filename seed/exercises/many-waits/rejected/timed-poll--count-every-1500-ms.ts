// mechanism: timed-poll
// fails: notified, told-of-error
// note: the fiftieth reply lies there until the next look, up to a second and a half later
import * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = ports.map(() => '');
  let open = ports.length;

  ports.forEach((port, i) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
    socket.on('data', (bytes) => (replies[i] += bytes.toString()));
    socket.on('error', (err) => (replies[i] = err));
    socket.on('close', () => (open -= 1));
  });

  while (open > 0) await sleep(1500);
  return replies;
}
