// mechanism: notified
// passes: yes
// note: what has come goes through ten thousand microtasks, a thousand ticks and a hundred turns before it is told
import { read } from 'node:fs';

const storm = (n: number, then: () => void): void => {
  if (n === 0) then();
  else queueMicrotask(() => storm(n - 1, then));
};
const ticks = (n: number, then: () => void): void => {
  if (n === 0) then();
  else process.nextTick(ticks, n - 1, then);
};
const turns = (n: number, then: () => void): void => {
  if (n === 0) then();
  else setImmediate(turns, n - 1, then);
};

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  let count = 0;
  const tell = (err: Error | null) => storm(10_000, () => ticks(1_000, () => turns(100, () => done(err, count))));
  const more = () =>
    read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      if (err) return tell(err);
      count += n;
      if (n === 0 || count === buffer.length) tell(null);
      else more();
    });
  more();
}
