// mechanism: notified
// fails: not-early, nothing-left-armed, nothing-lost, timed-out, told, told-of-end, told-once
// note: as it was handed out
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  socket.on('data', (bytes) => done(null, bytes.toString()));
  socket.on('error', (err) => done(err, null));
  setTimeout(() => done(new Error('timeout'), null), ms);
}
