// mechanism: busy-poll
// fails: idle, in-order, not-early, not-from-inside, notified
// note: a chain of children, each made when the last has ended, is its clock
import type * as net from 'node:net';
import { spawn } from 'node:child_process';
export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let received = '';
  let arrived = false;
  socket.on('data', (bytes) => { received += bytes.toString(); arrived = true; });
  function look(): void {
    if (arrived) {
      arrived = false;
      const lines = received.split('\n');
      received = lines.pop() ?? '';
      for (const line of lines) tell(line);
    }
    spawn(process.execPath, ['-e', '0']).on('exit', look);
  }
  setTimeout(look, 1);
}
