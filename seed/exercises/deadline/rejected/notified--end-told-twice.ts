// mechanism: notified
// fails: told-once
// note: the end of the stream and the close of the socket both lead to the callback
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    clearTimeout(timer);
    socket.pause();
    socket.off('data', onData);
    if (err === null || err.message === 'timeout') socket.off('end', onEnd).off('close', onEnd).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);
  socket.resume();
}
