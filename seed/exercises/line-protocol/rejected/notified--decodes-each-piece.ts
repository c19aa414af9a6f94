// mechanism: notified
// fails: whole-characters
// note: makes text of every piece by itself, half characters included
import type * as net from 'node:net';

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  let rest = '';
  let over = false;

  function finish(err: Error | null): void {
    if (over) return;
    over = true;
    socket.destroy();
    onEnd(err);
  }
  function cut(): void {
    for (let end = rest.indexOf('\n'); !over; end = rest.indexOf('\n')) {
      if (Buffer.byteLength(end < 0 ? rest : rest.slice(0, end)) > limit) return finish(new Error('line too long'));
      if (end < 0) return;
      onLine(rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
  }

  socket.on('data', (bytes: Buffer) => {
    rest = rest + bytes.toString();
    cut();
  });
  socket.on('end', () => finish(rest.length > 0 ? new Error('unfinished line') : null));
  socket.on('error', finish);
}
