// mechanism: none
// fails: notified, held, asleep-in, idle, told, right-bytes, told-of-end, told-of-error, fd-kept
// note: the asynchronous habit: gives back 0 and reads later
import * as fs from 'node:fs';

export function receive(fd: number, buffer: Uint8Array): number {
  fs.read(fd, buffer, 0, buffer.length, null, () => undefined);
  return 0;
}
