// mechanism: notified
// passes: yes
// note: web streams only: toWeb, TextDecoderStream, a TransformStream for lines, WritableStream at the end
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { type ReadableStream, TextDecoderStream, TransformStream, WritableStream } from 'node:stream/web';

class LineSplitter extends TransformStream<string, string> {
  constructor() {
    let rest = '';
    super({
      transform(chunk, controller) {
        rest += chunk;
        for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
          controller.enqueue(rest.slice(0, end));
          rest = rest.slice(end + 1);
        }
      },
    });
  }
}

export function watch(socket: Socket, tell: (message: string) => void): void {
  const bytes = Readable.toWeb(socket) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
  bytes
    .pipeThrough(new TextDecoderStream() as never)
    .pipeThrough(new LineSplitter())
    .pipeTo(new WritableStream<string>({ write: (line) => tell(line) }))
    .catch((err: unknown) => console.error(err));
}
