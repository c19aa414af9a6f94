// mechanism: notified
// fails: not-early, nothing-left-armed, timed-out, told-of-end
// note: takes whatever comes first for the line
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  function finish(err: Error | null, line: string | null): void {
    clearTimeout(timer);
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  const onData = (bytes: Buffer): void => finish(null, bytes.toString().trimEnd());
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
