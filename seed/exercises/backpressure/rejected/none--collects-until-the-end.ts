// mechanism: none
// fails: held-back, notified, told
// note: passes nothing on before the source has ended
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

  const all: Buffer[] = [];
  source.on('data', (bytes: Buffer) => all.push(bytes));
  source.on('end', () => sink.end(Buffer.concat(all), () => finish(null)));
  source.on('error', finish);
  sink.on('error', finish);
}
