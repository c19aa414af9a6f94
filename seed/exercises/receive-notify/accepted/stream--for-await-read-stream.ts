// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  let count = 0;
  try {
    // `end` keeps the stream from asking for a byte more than fits.
    for await (const bytes of fs.createReadStream('', { fd, autoClose: false, end: buffer.length - 1 })) {
      buffer.set(bytes as Buffer, count);
      count += (bytes as Buffer).length;
    }
  } catch (err) {
    return done(err as Error, count);
  }
  done(null, count);
}
