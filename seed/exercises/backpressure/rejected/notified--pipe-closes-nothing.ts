// mechanism: notified
// fails: nothing-left-open
// note: pipe passes on no error and closes nothing
import type * as net from 'node:net';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  source.pipe(sink);
  sink.on('finish', () => done(null));
  source.on('error', done);
  sink.on('error', done);
}
