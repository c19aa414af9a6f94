// mechanism: notified
// passes: no
// note: honest wait, but readline has no limit before the newline and passes on the half line at the end
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  let over = false;
  const end = (err: Error | null) => {
    if (over) return;
    over = true;
    reader.close();
    socket.destroy();
    onEnd(err);
  };
  const reader = createInterface({ input: socket });
  reader.on('line', (line) => {
    if (over) return;
    if (Buffer.byteLength(line) > limit) end(new Error('too long'));
    else onLine(line);
  });
  reader.on('close', () => end(null));
  socket.on('error', end);
}
