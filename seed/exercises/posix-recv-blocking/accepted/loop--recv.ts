// note: recv until full or at the end
import { recv } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    const n = recv(fd, buffer.subarray(count));
    if (n === 0) break;
    count += n;
  }
  return count;
}
