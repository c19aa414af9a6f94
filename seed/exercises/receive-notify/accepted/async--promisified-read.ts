// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';
import { promisify } from 'node:util';

const read = promisify(fs.read);

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  let count = 0;
  try {
    while (count < buffer.length) {
      const { bytesRead } = await read(fd, buffer, count, buffer.length - count, null);
      if (bytesRead === 0) break;
      count += bytesRead;
    }
  } catch (err) {
    return done(err as Error, count);
  }
  done(null, count);
}
