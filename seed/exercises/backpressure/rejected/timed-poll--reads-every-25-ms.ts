// mechanism: timed-poll
// fails: idle, nothing-left-open, notified, told-of-error
// note: a timer reads a piece as long as the sink has room
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

  const timer = setInterval(() => {
    if (over) clearInterval(timer);
    if (sink.writableNeedDrain) return;
    const bytes: Buffer | null = source.read();
    if (bytes) sink.write(bytes);
  }, 25);
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
