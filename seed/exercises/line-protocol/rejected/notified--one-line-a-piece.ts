// mechanism: notified
// fails: in-order, too-long
// note: takes one line out of each piece and leaves the second for later
import type * as net from 'node:net';

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  let rest: Buffer = Buffer.alloc(0);
  let over = false;

  function finish(err: Error | null): void {
    if (over) return;
    over = true;
    socket.destroy();
    onEnd(err);
  }
  function cut(): void {
    const end = rest.indexOf(10);
    {
      if ((end < 0 ? rest.length : end) > limit) return finish(new Error('line too long'));
      if (end < 0) return;
      onLine(rest.toString('utf8', 0, end));
      rest = rest.subarray(end + 1);
    }
  }

  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    cut();
  });
  socket.on('end', () => finish(rest.length > 0 ? new Error('unfinished line') : null));
  socket.on('error', finish);
}
