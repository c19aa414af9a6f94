// mechanism: notified
// passes: no
// fails: told
// Stated first: passes. Wrong: every call leaves a read behind, and four of them are all of Node's thread pool; the fifth
// message lies there and no thread is left that could read it.
// note: a stream person: fs.createReadStream on the descriptor, piped into a Writable whose memory is the buffer
import { createReadStream } from 'node:fs';
import { finished, Writable } from 'node:stream';

class BufferSink extends Writable {
  written = 0;
  readonly #into: Uint8Array;
  constructor(into: Uint8Array) {
    super({ highWaterMark: 1 });
    this.#into = into;
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (err?: Error | null) => void): void {
    this.#into.set(chunk, this.written);
    this.written += chunk.length;
    callback();
    if (this.written === this.#into.length) this.end();
  }
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const source = createReadStream('socket', { fd, autoClose: false, highWaterMark: 1000 });
  const sink = new BufferSink(buffer);
  source.pipe(sink);
  source.on('error', (err) => sink.destroy(err));
  finished(sink, (err) => {
    source.unpipe(sink);
    source.pause();
    done(err ?? null, sink.written);
  });
}
