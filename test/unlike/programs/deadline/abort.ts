// mechanism: notified
// passes: yes
// note: once('readable',{signal}), single timer that is cleared
import { once } from 'node:events';
import type * as net from 'node:net';

async function lineOf(socket: net.Socket, signal: AbortSignal): Promise<string> {
  await null;
  let have: Buffer = Buffer.alloc(0);
  for (;;) {
    signal.throwIfAborted();
    const piece = socket.read() as Buffer | null;
    if (piece) {
      const at = piece.indexOf(10);
      if (at >= 0) {
        if (at + 1 < piece.length) socket.unshift(piece.subarray(at + 1));
        return Buffer.concat([have, piece.subarray(0, at)]).toString();
      }
      have = Buffer.concat([have, piece]);
      continue;
    }
    if (socket.readableEnded || socket.destroyed) throw new Error('the stream is over');
    await once(socket, 'readable', { signal });
  }
}

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error('timeout')), ms);
  const ended = () => giveUp.abort(new Error('the stream is over'));
  socket.on('end', ended).on('close', ended);
  const clear = () => {
    clearTimeout(timer);
    socket.off('end', ended).off('close', ended);
  };
  lineOf(socket, giveUp.signal).then(
    (line) => {
      clear();
      done(null, line);
    },
    (err: Error) => {
      clear();
      done(giveUp.signal.aborted ? (giveUp.signal.reason as Error) : err, null);
    },
  );
}
