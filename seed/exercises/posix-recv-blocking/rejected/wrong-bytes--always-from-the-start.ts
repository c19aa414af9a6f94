// mechanism: blocking
// fails: right-bytes
// note: every piece overwrites the one before
import { recv } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    const n = recv(fd, buffer, buffer.length - count);
    if (n === 0) break;
    count += n;
  }
  return count;
}
