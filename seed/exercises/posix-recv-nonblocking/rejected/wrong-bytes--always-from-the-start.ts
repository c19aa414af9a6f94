// mechanism: busy-poll
// fails: right-bytes
// note: every piece overwrites the one before
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const some = (buffer: Uint8Array, length: number): number => {
    try {
      return recv(fd, buffer, length, MSG_DONTWAIT);
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return -1;
      throw error;
    }
  };
  return {
    tryReceive: (buffer: Uint8Array): number => some(buffer, buffer.length),
    receive(buffer: Uint8Array): number {
      let count = 0;
      while (count < buffer.length) {
        const n = some(buffer, buffer.length - count);
        if (n === 0) break;
        if (n > 0) count += n;
      }
      return count;
    },
  };
}
