// mechanism: notified
// fails: from-the-call
// note: the deadline moves with every piece of the line
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';
  let timer = setTimeout(onTimeout, ms);

  function finish(err: Error | null, line: string | null): void {
    clearTimeout(timer);
    socket.pause();
    socket.off('data', onData).off('end', onEnd).off('error', onError);
    done(err, line);
  }
  function onTimeout(): void {
    finish(new Error('timeout'), null);
  }
  function onData(bytes: Buffer): void {
    clearTimeout(timer);
    timer = setTimeout(onTimeout, ms);
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }
  const onEnd = (): void => finish(new Error('ended'), null);
  const onError = (err: Error): void => finish(err, null);

  socket.on('data', onData).on('end', onEnd).on('error', onError);
  socket.resume();
}
