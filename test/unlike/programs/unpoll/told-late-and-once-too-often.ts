// mechanism: notified
// passes: no
// fails: told-once, in-order
// note: it is told by the data event, and tells 50 ms later, once more than there are lines: the last line comes twice
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let rest = '';
  socket.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length === 0) return;
    setTimeout(() => {
      lines.forEach((line) => tell(line));
      tell(lines.at(-1) as string);
    }, 50);
  });
}
