// mechanism: blocking
// fails: notified, free, told, not-early, timed-out, from-the-call, told-once, not-from-inside, nothing-lost, nothing-left-armed, told-of-end, told-of-error, fd-kept
// note: returns, and then a child counts off the time while the thread waits for it
import { spawnSync } from 'node:child_process';
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let line: string | null = null;
  socket.once('data', (bytes) => (line = bytes.toString().trimEnd()));
  setImmediate(() => {
    spawnSync(process.execPath, ['-e', `setTimeout(() => {}, ${ms})`]);
    done(line === null ? new Error('timeout') : null, line);
  });
}
