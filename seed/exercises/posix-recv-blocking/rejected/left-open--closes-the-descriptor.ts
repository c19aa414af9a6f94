// mechanism: blocking
// fails: fd-kept
// note: closes what belongs to the caller
import { recv, close } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  try {
    while (count < buffer.length) {
      const n = recv(fd, buffer.subarray(count));
      if (n === 0) break;
      count += n;
    }
    return count;
  } finally {
    close(fd);
  }
}
