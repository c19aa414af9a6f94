// mechanism: notified
// fails: fd-kept, from-the-call, nothing-left-armed, nothing-lost, timed-out
// note: waits for the line for as long as it takes
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';

  function finish(err: Error | null, line: string | null): void {
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error(`ended after less than ${ms} ms`), null);
  const onError = (err: Error): void => finish(err, null);

  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
