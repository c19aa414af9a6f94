// mechanism: notified
// passes: no
// note: Writable.toWeb counts its high-water mark in chunks: far more than 2 MiB is taken
import type * as net from 'node:net';
import { Readable, Writable } from 'node:stream';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  Readable.toWeb(source)
    .pipeTo(Writable.toWeb(sink))
    .then(
      () => done(null),
      (err: Error) => done(err),
    );
}
