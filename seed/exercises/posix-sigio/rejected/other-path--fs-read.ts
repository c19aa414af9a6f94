// mechanism: notified
// data-path: helper-thread
// fails: data-path
// note: Node's pool waits and reads: a helper, but not glibc's
import { read } from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const more = (): void =>
    read(fd, buffer, count, buffer.length - count, null, (error, got) => {
      if (error) return done(error, count);
      count += got;
      if (got === 0 || count === buffer.length) return done(null, count);
      more();
    });
  more();
}
