// mechanism: notified
// fails: from-the-call, nothing-left-armed
// note: socket.setTimeout measures how long the socket was idle, and every piece starts it anew
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    socket.setTimeout(0);
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError).off('timeout', onTimeout);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);
  const onTimeout = (): void => finish(new Error('timeout'), null);

  socket.setTimeout(ms);
  socket.on('data', onData).on('end', onEnd).on('error', onError).on('timeout', onTimeout);
  socket.resume();
}
