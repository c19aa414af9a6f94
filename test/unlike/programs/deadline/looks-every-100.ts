// mechanism: timed-poll
// passes: no
// note: setInterval 100 ms reads and looks at the time
import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const until = performance.now() + ms;
  let text = '';
  let over = false;
  const onEnd = () => (over = true);
  socket.on('end', onEnd);
  socket.on('error', onEnd);
  const finish = (err: Error | null, line: string | null) => {
    clearInterval(timer);
    socket.off('end', onEnd);
    socket.off('error', onEnd);
    done(err, line);
  };
  const timer = setInterval(() => {
    const piece = socket.read() as Buffer | null;
    if (piece) text += piece.toString();
    const at = text.indexOf('\n');
    if (at >= 0) finish(null, text.slice(0, at));
    else if (over) finish(new Error('ended'), null);
    else if (performance.now() >= until) finish(new Error('timeout'), null);
  }, 100);
}
