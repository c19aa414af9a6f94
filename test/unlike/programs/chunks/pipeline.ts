// mechanism: notified
// passes: yes
// note: stream pipeline with Transform
import type * as net from 'node:net';
import { Transform, Writable, pipeline, type TransformCallback } from 'node:stream';

class Unframe extends Transform {
  #rest: Buffer = Buffer.alloc(0);
  constructor() {
    super({ readableObjectMode: true });
  }
  override _transform(bytes: Buffer, _: BufferEncoding, next: TransformCallback): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    let at = 0;
    while (at < this.#rest.length && at + 1 + this.#rest[at]! <= this.#rest.length) {
      const size = this.#rest[at]!;
      // An object: an empty string must not be taken for nothing.
      this.push({ text: this.#rest.toString('utf8', at + 1, at + 1 + size) });
      at += 1 + size;
    }
    this.#rest = this.#rest.subarray(at);
    next();
  }
}

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  const teller = new Writable({
    objectMode: true,
    write({ text }: { text: string }, _, next) {
      tell(text);
      next();
    },
  });
  pipeline(socket, new Unframe(), teller, () => {});
}
