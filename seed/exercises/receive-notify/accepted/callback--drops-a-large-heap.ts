// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

// A million objects that the first call lets go of: the collector has work to do while the peer is silent.
let ballast: { n: number }[] = Array.from({ length: 1_000_000 }, (_, n) => ({ n }));

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  ballast = [];
  readFrom(ballast.length);

  function readFrom(count: number): void {
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      if (err) done(err, count);
      else if (n === 0 || count + n === buffer.length) done(null, count + n);
      else readFrom(count + n);
    });
  }
}
