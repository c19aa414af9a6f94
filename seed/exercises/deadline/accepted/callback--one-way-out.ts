// mechanism: notified
// data-path: readiness-then-read
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
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }

  function onData(bytes: Buffer): void {
    text += bytes.toString();
    const end = text.indexOf('\n');
    if (end >= 0) finish(null, text.slice(0, end));
  }
  const onEnd = (): void => finish(new Error('the stream ended before the line did'), null);
  const onError = (err: Error): void => finish(err, null);

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
