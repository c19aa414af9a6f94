// mechanism: notified
// fails: in-order
// note: when two lines come together it tells the later one first
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const stack: string[] = [];
  let rest = '';

  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    stack.push(...lines);
    while (stack.length > 0) tell(stack.pop() ?? '');
  });
}
