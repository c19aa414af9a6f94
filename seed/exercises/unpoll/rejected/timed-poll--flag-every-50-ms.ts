// mechanism: timed-poll
// fails: idle, notified
// note: the starter as it is, looking at a flag twenty times a second
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let received = '';
  let arrived = false;

  socket.on('data', (bytes) => {
    received += bytes.toString();
    arrived = true;
  });

  // Twenty times a second: has anything come?
  setInterval(() => {
    if (!arrived) return;
    arrived = false;
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) tell(line);
  }, 50);
}
