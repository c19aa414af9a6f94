// mechanism: busy-poll
// fails: asleep-in, idle, notified, told-of-end, told-of-error
// note: tries again at every EAGAIN
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    try {
      const n = recv(fd, buffer.subarray(count), buffer.length - count, MSG_DONTWAIT);
      if (n === 0) break;
      count += n;
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
    }
  }
  return count;
}
