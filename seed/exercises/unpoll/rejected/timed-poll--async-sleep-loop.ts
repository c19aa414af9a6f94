// mechanism: timed-poll
// fails: idle, notified
// note: a loop that sleeps 30 ms between two looks reads well and is polling all the same
import type * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  let received = '';
  socket.on('data', (bytes) => (received += bytes.toString()));

  while (!socket.destroyed) {
    const end = received.indexOf('\n');
    if (end < 0) {
      await sleep(30);
      continue;
    }
    tell(received.slice(0, end));
    received = received.slice(end + 1);
  }
}
