// mechanism: notified
// fails: told, told-of-end
// note: stops the source, and forgets to go on
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

  // So early that something is left to read, in whatever pieces it comes.
  let passed = 0;
  source.on('data', (bytes) => {
    passed += bytes.length;
    if (!sink.write(bytes) || passed > 16_384) source.pause();
  });
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
