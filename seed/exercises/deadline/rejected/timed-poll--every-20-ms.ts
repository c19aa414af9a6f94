// mechanism: timed-poll
// fails: notified, from-the-call, told-of-end, told-of-error
// note: fifty times a second it looks whether the line has come or the time is up
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const until = Date.now() + ms;
  let text = '';
  let closed: Error | null = null;
  socket.once('error', (err) => (closed = err));
  socket.once('end', () => (closed = new Error('ended')));
  const timer = setInterval(() => {
    text += String(socket.read() ?? '');
    const end = text.indexOf('\n');
    if (end < 0 && !closed && Date.now() < until) return;
    clearInterval(timer);
    if (end >= 0) done(null, text.slice(0, end));
    else done(closed ?? new Error('timeout'), null);
  }, 20);
}
