// mechanism: notified
import type * as net from 'node:net';
import { pipeline, Transform, Writable } from 'node:stream';
import type { TransformCallback } from 'node:stream';

class Lines extends Transform {
  private rest = '';
  private readonly decoder = new TextDecoder();
  private readonly limit: number;

  constructor(limit: number) {
    super({ readableObjectMode: true });
    this.limit = limit;
  }

  override _transform(bytes: Buffer, _encoding: string, next: TransformCallback): void {
    const [...lines] = (this.rest + this.decoder.decode(bytes, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (Buffer.byteLength(line) > this.limit) return next(new Error('too long'));
      // An empty text would be no object of the stream: so each is wrapped.
      this.push({ line });
    }
    next(Buffer.byteLength(this.rest) > this.limit ? new Error('too long') : null);
  }

  override _flush(next: TransformCallback): void {
    next(this.rest === '' ? null : new Error('unfinished'));
  }
}

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  const told = new Lines(limit).on('data', ({ line }: { line: string }) => onLine(line));
  const nowhere = new Writable({ objectMode: true, write: (_line, _encoding, next) => next() });
  pipeline(socket, told, nowhere, (err) => {
    socket.destroy();
    onEnd(err ?? null);
  });
}
