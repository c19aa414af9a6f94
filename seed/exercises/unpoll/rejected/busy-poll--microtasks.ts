// mechanism: busy-poll
// fails: free, idle, in-order, not-early, not-from-inside, notified, told, told-once
// note: awaiting null in a loop never lets the event loop turn, so the data event that would end it cannot come
import type * as net from 'node:net';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  let received = '';
  socket.on('data', (bytes) => (received += bytes.toString()));

  for (;;) {
    while (!received.includes('\n')) await null;
    const end = received.indexOf('\n');
    tell(received.slice(0, end));
    received = received.slice(end + 1);
  }
}
