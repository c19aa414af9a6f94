// mechanism: busy-poll
// fails: idle, in-order, not-early, not-from-inside, notified
// note: it looks at the flag on every turn of the event loop, which therefore never sleeps
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let received = '';
  let arrived = false;

  socket.on('data', (bytes) => {
    received += bytes.toString();
    arrived = true;
  });

  setImmediate(function look() {
    if (arrived) {
      arrived = false;
      const lines = received.split('\n');
      received = lines.pop() ?? '';
      for (const line of lines) tell(line);
    }
    if (!socket.destroyed) setImmediate(look);
  });
}
