// mechanism: notified
// fails: nothing-left-open
// note: tells of the error, and leaves the other connection to itself
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  let over = false;

  function finish(err: Error | null): void {
    if (over) return;
    over = true;
    done(err);
  }

  source.on('data', (bytes) => {
    if (!sink.write(bytes)) source.pause();
  });
  sink.on('drain', () => source.resume());
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
