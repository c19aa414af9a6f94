// mechanism: notified
// fails: told-once, nothing-lost
// note: the time-out does not remove the listener, and the late line rings as well
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  let text = '';
  const timer = setTimeout(() => done(new Error('timeout'), null), ms);
  const broken = (err?: Error): void => {
    clearTimeout(timer);
    done(err ?? new Error('ended'), null);
  };
  socket.on('data', function collect(bytes) {
    text += bytes.toString();
    if (!text.includes('\n')) return;
    clearTimeout(timer);
    socket.off('data', collect).off('end', broken).off('error', broken);
    done(null, text.slice(0, text.indexOf('\n')));
  });
  socket.once('end', broken).once('error', broken);
}
