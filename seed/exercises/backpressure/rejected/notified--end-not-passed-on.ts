// mechanism: notified
// fails: told-of-end
// note: the source ends, and nobody tells the sink
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  let over = false;

  function finish(err: Error | null): void {
    if (over) return;
    over = true;
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
  source.on('end', () => sink.write('', () => finish(null)));
  source.on('error', finish);
  sink.on('error', finish);
}
