// mechanism: busy-poll
// fails: fd-kept, from-the-call, not-early, nothing-left-armed, nothing-lost, notified, timed-out, told-of-end, told-of-error
// note: on every turn of the loop it looks whether the line has come or the time is up
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const until = Date.now() + ms;
  let text = '';
  setImmediate(function look() {
    text += String(socket.read() ?? '');
    const end = text.indexOf('\n');
    if (end >= 0) done(null, text.slice(0, end));
    else if (socket.destroyed || socket.readableEnded) done(new Error('closed'), null);
    else if (Date.now() > until) done(new Error('timeout'), null);
    else setImmediate(look);
  });
}
