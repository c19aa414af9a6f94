// mechanism: blocking
// fails: told-of-error
// note: C's way of telling an error
import { recv } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    let n: number;
    try {
      n = recv(fd, buffer.subarray(count));
    } catch {
      return -1;
    }
    if (n === 0) break;
    count += n;
  }
  return count;
}
