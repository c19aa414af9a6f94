// mechanism: busy-poll
// fails: would-block
// note: tryReceive throws where it should say -1; only receive knows EAGAIN
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => recv(fd, buffer, buffer.length, MSG_DONTWAIT);
  return {
    tryReceive,
    receive(buffer: Uint8Array): number {
      let count = 0;
      while (count < buffer.length) {
        try {
          const n = tryReceive(buffer.subarray(count));
          if (n === 0) break;
          count += n;
        } catch (error) {
          if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
        }
      }
      return count;
    },
  };
}
