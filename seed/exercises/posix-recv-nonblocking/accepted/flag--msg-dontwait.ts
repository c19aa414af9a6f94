// note: the flag with every call, one loop
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => {
    try {
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return -1;
      throw error;
    }
  };
  const receive = (buffer: Uint8Array): number => {
    let count = 0;
    while (count < buffer.length) {
      const n = tryReceive(buffer.subarray(count));
      if (n === 0) break;
      if (n > 0) count += n;
    }
    return count;
  };
  return { tryReceive, receive };
}
