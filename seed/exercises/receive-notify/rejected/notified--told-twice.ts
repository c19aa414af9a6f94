// mechanism: notified
// fails: told-once
// note: finally runs after success too, so done is called a second time
import * as fs from 'node:fs';
import { promisify } from 'node:util';

const read = promisify(fs.read);

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  let failure: Error | null = null;

  async function fill(): Promise<void> {
    while (count < buffer.length) {
      const { bytesRead } = await read(fd, buffer, count, buffer.length - count, null);
      if (bytesRead === 0) return;
      count += bytesRead;
    }
  }

  fill()
    .then(() => done(null, count))
    .catch((err: Error) => (failure = err))
    .finally(() => done(failure, count));
}
