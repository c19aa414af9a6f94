// mechanism: timed-poll
// passes: no
// note: for await over timers/promises setInterval, and the paused socket read at each tick of 240 ms
import type * as net from 'node:net';
import { setInterval as every } from 'node:timers/promises';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  socket.pause();
  let rest = '';
  for await (const piece of every(240, socket, { ref: false })) {
    rest += String(piece.read() ?? '');
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => tell(line));
  }
}
