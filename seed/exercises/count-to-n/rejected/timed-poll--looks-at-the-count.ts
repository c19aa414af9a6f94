// mechanism: timed-poll
// fails: notified, idle
// note: it counts, and a timer looks every 25 ms whether the count is complete
import * as net from 'node:net';

export function total(ports: number[], done: (bytes: number) => void): void {
  let bytes = 0;
  let left = ports.length;
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('close', () => (left -= 1));
  }
  const timer = setInterval(() => {
    if (left > 0) return;
    clearInterval(timer);
    done(bytes);
  }, 25);
}
