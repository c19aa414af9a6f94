// mechanism: notified
// passes: yes
// note: pipeTo between hand-made web streams with byte-length strategy
import type * as net from 'node:net';
import { ByteLengthQueuingStrategy, ReadableStream, WritableStream } from 'node:stream/web';

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  const broken = new AbortController();
  for (const side of [source, sink])
    side.on('error', (err) => {
      broken.abort(err);
      sink.destroy();
      source.destroy();
    });
  const out = new WritableStream<Uint8Array>(
    {
      write: (piece) =>
        new Promise((resolve, reject) => void sink.write(piece, (err) => (err ? reject(err) : resolve()))),
      close: () => new Promise((resolve) => void sink.end(() => resolve())),
      abort: () => void sink.destroy(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 65536 }),
  );
  const iterator = source[Symbol.asyncIterator]();
  const inlet = new ReadableStream<Uint8Array>(
    {
      async pull(c) {
        const { done: over, value } = await iterator.next();
        if (over) c.close();
        else c.enqueue(value as Uint8Array);
      },
    },
    { highWaterMark: 0 },
  );
  inlet.pipeTo(out, { signal: broken.signal }).then(
    () => done(null),
    (err: Error) => {
      source.destroy();
      sink.destroy();
      done(err);
    },
  );
}
