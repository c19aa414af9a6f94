// mechanism: timed-poll
// passes: no
// note: a cloud engineer: try, and on EAGAIN again after 1, 2, 4 … ms with jitter, at most 800
import * as fs from 'node:fs';
import * as net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

async function withBackOff<T>(operation: () => T, retriable: (err: NodeJS.ErrnoException) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return operation();
    } catch (err) {
      if (!retriable(err as NodeJS.ErrnoException)) throw err;
      const cap = Math.min(800, 2 ** attempt);
      await delay(cap * (0.75 + Math.random() / 4));
    }
  }
}

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  new net.Socket({ fd, readable: false }); // non-blocking from here on
  let count = 0;
  try {
    while (count < buffer.length) {
      const n = await withBackOff(
        () => fs.readSync(fd, buffer, count, buffer.length - count, null),
        (err) => err.code === 'EAGAIN',
      );
      if (n === 0) break;
      count += n;
    }
    done(null, count);
  } catch (err) {
    done(err as Error, count);
  }
}
