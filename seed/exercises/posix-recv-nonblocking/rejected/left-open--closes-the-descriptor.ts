// mechanism: busy-poll
// fails: fd-kept, what-is-there
// note: closes at the end of the stream what belongs to the caller
import { recv, close, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => {
    try {
      const n = recv(fd, buffer, buffer.length, MSG_DONTWAIT);
      if (n === 0) close(fd);
      return n;
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
      }
      return count;
    },
  };
}
