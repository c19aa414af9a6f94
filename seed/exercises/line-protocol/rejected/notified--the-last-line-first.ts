// mechanism: notified
// fails: in-order
// note: hands out the lines of one piece from behind
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
    const end = rest.lastIndexOf(10);
    const lines = end < 0 ? [] : rest.toString('utf8', 0, end).split('\n');
    rest = rest.subarray(end + 1);
    const long = lines.findIndex((line) => Buffer.byteLength(line) > limit);
    for (const line of lines.slice(0, long < 0 ? undefined : long).reverse()) onLine(line);
    if (long >= 0 || rest.length > limit) finish(new Error('line too long'));
  }

  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    cut();
  });
  socket.on('end', () => finish(rest.length > 0 ? new Error('unfinished line') : null));
  socket.on('error', finish);
}
