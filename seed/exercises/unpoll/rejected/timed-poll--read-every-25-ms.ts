// mechanism: timed-poll
// fails: idle, notified
// note: it asks the paused socket for bytes forty times a second
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let rest = '';
  socket.pause();

  setInterval(() => {
    const bytes = socket.read() as Buffer | null;
    if (bytes === null) return;
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => tell(line));
  }, 25);
}
