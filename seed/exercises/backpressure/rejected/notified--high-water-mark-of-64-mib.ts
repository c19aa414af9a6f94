// mechanism: notified
// fails: held-back
// note: waits for drain only when a list of its own has grown to 64 MiB
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
    sink.write(bytes);
    if (sink.writableLength > 64 << 20) source.pause();
  });
  sink.on('drain', () => source.resume());
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
