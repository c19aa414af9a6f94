// mechanism: blocking
// fails: free, in-order, not-early, nothing-left-open, notified, told, told-of-end, told-of-error, told-once, too-long, whole-characters
// note: naps in spawnSync until there is something to read
import { spawnSync } from 'node:child_process';
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
    for (let end = rest.indexOf(10); !over; end = rest.indexOf(10)) {
      if ((end < 0 ? rest.length : end) > limit) return finish(new Error('line too long'));
      if (end < 0) return;
      onLine(rest.toString('utf8', 0, end));
      rest = rest.subarray(end + 1);
    }
  }

  setImmediate(function look() {
    const bytes: Buffer | null = socket.read();
    if (bytes === null) spawnSync('/bin/node', ['-e', 'setTimeout(() => {}, 60_000)']);
    else rest = Buffer.concat([rest, bytes]);
    cut();
    if (!over) setImmediate(look);
  });
  socket.on('end', () => finish(rest.length > 0 ? new Error('unfinished line') : null));
  socket.on('error', finish);
}
