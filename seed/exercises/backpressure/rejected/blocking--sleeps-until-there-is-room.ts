// mechanism: blocking
// fails: free, idle, nothing-left-open, notified, told-of-end, told-of-error, told-once
// note: sleeps in slices until the sink has drained, which it cannot while the loop stands still
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
    while (sink.writableLength > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  });
  source.on('end', () => sink.end((err?: Error) => finish(err ?? null)));
  source.on('error', finish);
  sink.on('error', finish);
}
