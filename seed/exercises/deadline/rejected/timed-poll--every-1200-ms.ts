// mechanism: timed-poll
// fails: notified, from-the-call, told-of-end, told-of-error
// note: a listener collects, but only a slow timer looks at what was collected
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const start = Date.now();
  let text = '';
  let failed: Error | null = null;
  const collect = (bytes: Buffer): void => void (text += bytes.toString());
  const fail = (err?: Error): void => void (failed = err ?? new Error('ended'));
  socket.on('data', collect).on('end', fail).on('error', fail);
  socket.resume();
  setTimeout(function look() {
    const end = text.indexOf('\n');
    if (end < 0 && !failed && Date.now() - start < ms) return void setTimeout(look, Math.min(1200, ms));
    socket.pause();
    socket.off('data', collect).off('end', fail).off('error', fail);
    if (end >= 0) done(null, text.slice(0, end));
    else done(failed ?? new Error('timeout'), null);
  }, Math.min(1200, ms));
}
