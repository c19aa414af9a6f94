// mechanism: notified
// passes: yes
// note: a WritableStream over the descriptor, written with writer.ready as the rhythm and closed at the end
import { write } from 'node:fs';
import { WritableStream } from 'node:stream/web';
import { promisify } from 'node:util';

const writeSome = promisify(write) as (fd: number, view: Uint8Array) => Promise<{ bytesWritten: number }>;

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const stream = new WritableStream<Uint8Array>(
    {
      async write(view) {
        while (view.length > 0) view = view.subarray((await writeSome(fd, view)).bytesWritten);
      },
    },
    { highWaterMark: 4 },
  );
  const writer = stream.getWriter();
  (async () => {
    for (let at = 0; at < data.length; at += 10_000) {
      await writer.ready;
      writer.write(data.subarray(at, at + 10_000)).catch(() => {});
    }
    await writer.close();
  })().then(
    () => done(null),
    (err: unknown) => done(err as Error),
  );
}
