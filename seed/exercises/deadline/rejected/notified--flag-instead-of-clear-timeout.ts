// mechanism: notified
// fails: nothing-left-armed
// note: remembers that it has told, but leaves the timer to ring for nothing
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let told = false;
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    if (told) return;
    told = true;
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
