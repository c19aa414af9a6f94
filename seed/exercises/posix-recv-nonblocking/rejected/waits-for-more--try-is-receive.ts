// mechanism: busy-poll
// fails: would-block
// note: tryReceive spins until its buffer is full as well
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const receive = (buffer: Uint8Array): number => {
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
  };
  return { tryReceive: receive, receive };
}
