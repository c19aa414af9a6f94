// mechanism: notified
// fails: told-of-end, told-of-error
// note: when the stream ends or breaks, it goes on waiting for the deadline
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
    done(err, line);
  }
  function onData(bytes: Buffer): void {
    text += bytes.toString();
    if (text.includes('\n')) finish(null, text.slice(0, text.indexOf('\n')));
  }

  const timer = setTimeout(() => finish(new Error('timeout'), null), ms);
  socket.on('data', onData);
  socket.on('error', () => {});
  socket.resume();
}
