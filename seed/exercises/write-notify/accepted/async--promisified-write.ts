// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';
import { promisify } from 'node:util';

const write = promisify(fs.write);

export async function send(
  fd: number,
  data: Uint8Array,
  done: (err: Error | null) => void,
): Promise<void> {
  try {
    for (let sent = 0; sent < data.length; ) {
      const { bytesWritten } = await write(fd, data, sent, data.length - sent, null);
      sent += bytesWritten;
    }
  } catch (err) {
    return done(err as Error);
  }
  done(null);
}
