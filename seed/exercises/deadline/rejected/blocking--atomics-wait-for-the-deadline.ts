// mechanism: blocking
// fails: notified, returned-first, free, told, not-early, timed-out, from-the-call, told-once, not-from-inside, nothing-lost, nothing-left-armed, told-of-end, told-of-error, fd-kept
// note: sleeps until the time is up, and looks then what has come
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const bytes: Buffer | null = socket.read();
  setImmediate(() => (bytes ? done(null, bytes.toString().trimEnd()) : done(new Error('timeout'), null)));
}
