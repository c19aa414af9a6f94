// mechanism: notified
// fails: not-early, told
// note: throws away what the sink had not taken yet
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
  source.on('end', () => {
    sink.destroy();
    finish(null);
  });
  source.on('error', finish);
  sink.on('error', finish);
}
