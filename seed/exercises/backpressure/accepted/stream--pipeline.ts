// mechanism: notified
import type * as net from 'node:net';
import { pipeline } from 'node:stream';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  pipeline(source, sink, (err) => done(err ?? null));
}
