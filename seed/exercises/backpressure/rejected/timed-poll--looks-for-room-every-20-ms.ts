// mechanism: timed-poll
// fails: idle, nothing-left-open, notified, told-of-error
// note: pauses the source, and looks on a timer whether the sink has room again
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
    if (sink.write(bytes)) return;
    source.pause();
    const timer = setInterval(() => {
      if (sink.writableLength > 0 && !over) return;
      clearInterval(timer);
      source.resume();
    }, 20);
  });
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
