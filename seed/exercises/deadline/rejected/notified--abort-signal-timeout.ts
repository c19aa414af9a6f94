// mechanism: notified
// fails: nothing-left-armed
// note: AbortSignal.timeout cannot be taken back: its timer stays armed when the line has come
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const deadline = AbortSignal.timeout(ms);
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    deadline.removeEventListener('abort', onTimeout);
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onTimeout = (): void => finish(new Error('timeout'), null);
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  deadline.addEventListener('abort', onTimeout);
  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
