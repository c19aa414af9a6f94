// mechanism: notified
import type * as net from 'node:net';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

async function carry(source: net.Socket, sink: net.Socket): Promise<void> {
  // While nothing is written, nobody awaits the sink: its failure has to end the wait for the source.
  sink.once('error', (err) => source.destroy(err));
  try {
    for await (const bytes of source) if (!sink.write(bytes)) await once(sink, 'drain');
    sink.end();
    await finished(sink, { readable: false });
  } catch (err) {
    source.destroy();
    sink.destroy();
    throw err;
  }
}

export function copy(source: net.Socket, sink: net.Socket, done: (err: Error | null) => void): void {
  carry(source, sink).then(
    () => done(null),
    (err: Error) => done(err),
  );
}
