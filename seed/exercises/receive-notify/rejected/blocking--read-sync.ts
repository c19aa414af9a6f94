// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error, fd-kept
// note: it waits inside receive, for a peer that sends only once receive has returned
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  while (count < buffer.length) {
    const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
    if (n === 0) break;
    count += n;
  }
  done(null, count);
}
