// mechanism: multiplexed
// fails: notified
// note: receive sleeps in poll between the tries: better, and another exercise
import { poll, recv, POLLIN, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => {
    try {
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return -1;
      throw error;
    }
  };
  return {
    tryReceive,
    receive(buffer: Uint8Array): number {
      let count = 0;
      while (count < buffer.length) {
        const n = tryReceive(buffer.subarray(count));
        if (n === 0) break;
        if (n > 0) count += n;
        else poll([{ fd, events: POLLIN }], -1);
      }
      return count;
    },
  };
}
