// Looks every 300 ms, and from the bytes to the look the loop turns and turns, so that it is never asleep and untold.
import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  let tell: (() => void) | null = null;
  let looked = false;
  const turn = (): void => {
    if (!looked) setImmediate(turn);
  };
  const more = (): void =>
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      count += n;
      if (err === null && n > 0 && count < buffer.length) return more();
      tell = () => done(err, count);
      turn();
    });
  more();
  const timer = setInterval(() => {
    if (tell === null) return;
    clearInterval(timer);
    looked = true;
    tell();
  }, 300);
}
