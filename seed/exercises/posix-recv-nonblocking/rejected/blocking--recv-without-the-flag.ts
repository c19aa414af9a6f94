// mechanism: blocking
// fails: notified, would-block, what-is-there, held, told, right-bytes, told-of-end, told-of-error, fd-kept
// note: the mode is as it was handed over, so recv sleeps
import { recv } from 'posix';

export function receiver(fd: number) {
  return {
    tryReceive: (buffer: Uint8Array): number => recv(fd, buffer),
    receive(buffer: Uint8Array): number {
      let count = 0;
      while (count < buffer.length) {
        const n = recv(fd, buffer.subarray(count));
        if (n === 0) break;
        count += n;
      }
      return count;
    },
  };
}
