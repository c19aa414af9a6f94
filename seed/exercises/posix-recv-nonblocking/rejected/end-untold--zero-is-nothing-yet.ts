// mechanism: busy-poll
// fails: told-of-end
// note: 0 bytes are taken for “not yet”, so receive spins for ever at the end of the stream
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => {
    try {
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT) || -1;
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return -1;
      throw error;
    }
  };
  return {
    tryReceive,
    receive(buffer: Uint8Array): number {
      let count = 0;
      while (count < buffer.length) count += Math.max(0, tryReceive(buffer.subarray(count)));
      return count;
    },
  };
}
