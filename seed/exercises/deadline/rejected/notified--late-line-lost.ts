// mechanism: notified
// fails: nothing-lost
// note: removes its listeners but lets the socket flow on: the late line falls on the floor
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    clearTimeout(timer);
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData).on('end', onEnd).on('error', onError);
}
