// mechanism: notified
// note: no piece is read before the one before it is taken
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  let writing = false;
  let over = false;

  function finish(err?: Error | null): void {
    if (over) return;
    over = true;
    if (err) for (const socket of [source, sink]) socket.destroy();
    done(err ?? null);
  }
  function next(): void {
    if (writing) return;
    const bytes: Buffer | null = source.read();
    if (bytes === null) return;
    writing = true;
    sink.write(bytes, (err) => {
      writing = false;
      if (err) finish(err);
      else next();
    });
  }

  source.on('readable', next);
  source.on('end', () => sink.end(() => finish()));
  for (const socket of [source, sink]) socket.on('error', finish);
}
