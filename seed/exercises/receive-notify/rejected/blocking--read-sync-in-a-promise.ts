// mechanism: blocking
// fails: fd-kept, free, not-early, not-from-inside, notified, right-bytes, told, told-of-end, told-of-error, told-once
// note: async and await move the blocking read a moment later, not to another thread
import * as fs from 'node:fs';

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  let count = 0;
  try {
    while (count < buffer.length) {
      const n = fs.readSync(fd, buffer, count, buffer.length - count, null);
      if (n === 0) break;
      count += n;
    }
    done(null, count);
  } catch (err) {
    done(err as Error, count);
  }
}
