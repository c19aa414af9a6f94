// mechanism: notified
// fails: told-once, in-order
// note: two listeners tell of the same line
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let received = '';

  createInterface({ input: socket }).on('line', tell);

  socket.on('data', (bytes) => {
    received += bytes.toString();
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}
