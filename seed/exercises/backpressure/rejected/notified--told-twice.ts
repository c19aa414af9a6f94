// mechanism: notified
// fails: told-once
// note: finish and close both lead to the callback
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  let over = false;
  sink.on('close', () => finish(over ? new Error('closed') : null));

  function finish(err: Error | null): void {
    over = err !== null;
    if (err) {
      source.destroy();
      sink.destroy();
    }
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
