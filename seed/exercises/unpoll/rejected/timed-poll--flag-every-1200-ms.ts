// mechanism: timed-poll
// fails: notified
// note: a longer period: it never wakes during a short silence, and still it asks instead of being told
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const inbox: string[] = [];
  let rest = '';

  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    inbox.push(...lines);
  });

  setInterval(() => {
    while (inbox.length > 0) tell(inbox.shift() ?? '');
  }, 1200);
}
