// mechanism: notified
// passes: yes
// note: 2014: generators driven by co, thunks for callbacks, and a scatter read into two halves
import * as fs from 'node:fs';

type Thunk = (callback: (err: Error | null, value?: unknown) => void) => void;

function co(body: () => Generator<Thunk, unknown, unknown>, finished: (err: Error | null, value?: unknown) => void) {
  const it = body();
  function step(err: Error | null, value?: unknown): void {
    let turn: IteratorResult<Thunk, unknown>;
    try {
      turn = err ? it.throw(err) : it.next(value);
    } catch (thrown) {
      return finished(thrown as Error);
    }
    if (turn.done) finished(null, turn.value);
    else turn.value(step);
  }
  step(null);
}

const readv =
  (fd: number, views: NodeJS.ArrayBufferView[]): Thunk =>
  (cb) =>
    fs.readv(fd, views, null, cb);

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  let count = 0;
  co(
    function* () {
      while (count < buffer.length) {
        const half = (count + buffer.length + 1) >> 1;
        const n = (yield readv(fd, [buffer.subarray(count, half), buffer.subarray(half)])) as number;
        if (n === 0) return;
        count += n;
      }
    },
    (err) => done(err, count),
  );
}
