// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: it goes round all fifty paused sockets every 25 ms and asks each for bytes
import * as net from 'node:net';

export function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = ports.map(() => '');
  const sockets = ports.map((port, i) => {
    const socket = net.connect(port, '127.0.0.1').pause();
    socket.write('ready\n');
    socket.on('error', (err) => (replies[i] = err));
    return socket;
  });

  return new Promise((resolve) => {
    const timer = setInterval(() => {
      sockets.forEach((socket, i) => {
        const bytes = socket.read() as Buffer | null;
        if (bytes !== null && !socket.errored) replies[i] += bytes.toString();
      });
      if (!sockets.every((socket) => socket.destroyed)) return;
      clearInterval(timer);
      resolve(replies);
    }, 25);
  });
}
