// mechanism: notified
// fails: held-back, not-early, nothing-left-open
// note: as it was handed out
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  // `write` returns at once, whether anybody takes the bytes or not. Where are they meanwhile?
  source.on('data', (bytes) => sink.write(bytes));
  source.on('end', () => {
    sink.end();
    done(null);
  });
  source.on('error', done);
  sink.on('error', done);
}
