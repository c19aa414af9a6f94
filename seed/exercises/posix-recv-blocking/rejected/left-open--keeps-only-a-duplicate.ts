// mechanism: blocking
// fails: fd-kept
// note: makes a duplicate, closes what it was lent, and leaves the duplicate open: the connection lives, the number does not
import { close, dup, recv } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  const own = dup(fd);
  close(fd);
  let count = 0;
  while (count < buffer.length) {
    const n = recv(own, buffer.subarray(count));
    if (n === 0) break;
    count += n;
  }
  return count;
}
