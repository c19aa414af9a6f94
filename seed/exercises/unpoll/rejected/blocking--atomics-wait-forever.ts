// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, in-order, not-from-inside
// note: it puts the only thread to sleep that could run the data event which would wake it
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  let received = '';

  socket.on('data', (bytes) => {
    received += bytes.toString();
    Atomics.notify(bell, 0);
  });

  for (;;) {
    Atomics.wait(bell, 0, 0);
    const lines = received.split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) tell(line);
  }
}
