// mechanism: notified
// data-path: readiness-then-read
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let received = '';

  socket.on('data', (bytes) => {
    received += bytes.toString();
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}
