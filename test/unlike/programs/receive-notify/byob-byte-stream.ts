// mechanism: notified
// passes: yes
// note: a browser person: a byte stream with a bring-your-own-buffer reader, fed by fs.read into the view it is lent
import { ReadableStream } from 'node:stream/web';
import { read } from 'node:fs';

const byteStreamOf = (fd: number) =>
  new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = controller.byobRequest as unknown as { view: Uint8Array; respond(n: number): void };
      const { view } = request;
      return new Promise<void>((resolve, reject) => {
        read(fd, view, 0, view.byteLength, null, (error, n) => {
          if (error) return reject(error);
          if (n === 0) controller.close();
          request.respond(n);
          resolve();
        });
      });
    },
  });

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  (async () => {
    const reader = byteStreamOf(fd).getReader({ mode: 'byob' });
    let count = 0;
    let mine = new Uint8Array(Math.min(buffer.length, 4096));
    try {
      while (count < buffer.length) {
        const wanted = Math.min(mine.buffer.byteLength, buffer.length - count);
        const { value, done: over } = await reader.read(new Uint8Array(mine.buffer, 0, wanted));
        if (over || value === undefined) break;
        buffer.set(value, count);
        count += value.byteLength;
        mine = new Uint8Array(value.buffer);
      }
    } catch (error) {
      done(error as Error, count);
      return;
    }
    done(null, count);
  })();
}
