// mechanism: notified
// fails: told-of-end
// note: at the end of the stream readline hands out what it has, and half a line passes for a whole one
import type * as net from 'node:net';
import { createInterface } from 'node:readline';
import { once } from 'node:events';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  const lines = createInterface({ input: socket });
  socket.resume();

  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  const broken = (): void => closed.abort();
  socket.once('error', broken);

  once(lines, 'line', { signal: AbortSignal.any([late.signal, closed.signal]) })
    .then(
      ([line]: string[]) => [null, line ?? ''] as const,
      () => [new Error(late.signal.aborted ? 'timeout' : 'closed'), null] as const,
    )
    .then(([err, line]) => {
      clearTimeout(timer);
      lines.close();
      socket.off('error', broken);
      done(err, line);
    });
}
