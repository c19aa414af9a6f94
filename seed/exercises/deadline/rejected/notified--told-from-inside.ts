// mechanism: notified
// fails: not-from-inside
// note: a line that is there already is told before the function has returned
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    clearTimeout(timer);
    socket.off('readable', look).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function look(): void {
    text += String(socket.read() ?? '');
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('readable', look).on('end', onEnd).on('error', onError);
  look();
}
