// mechanism: timed-poll
// passes: no
// note: requestIdleCallback written again: an unref'd timer of 90 ms, hidden in a module-level scheduler that is always on
import type * as net from 'node:net';

const tasks = new Set<() => void>();
setInterval(() => tasks.forEach((task) => task()), 90).unref();
const onIdle = (task: () => void) => tasks.add(task);

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const pending: Buffer[] = [];
  let rest = '';
  socket.on('data', (bytes) => pending.push(bytes as Buffer));
  onIdle(() => {
    if (pending.length === 0) return;
    const lines = (rest + Buffer.concat(pending.splice(0)).toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}
