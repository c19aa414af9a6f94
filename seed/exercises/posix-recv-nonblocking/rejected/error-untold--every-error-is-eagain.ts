// mechanism: busy-poll
// fails: told-of-error
// note: catches everything; after ECONNRESET the next recv says 0, as if the peer had ended
import { recv, MSG_DONTWAIT } from 'posix';

export function receiver(fd: number) {
  const tryReceive = (buffer: Uint8Array): number => {
    try {
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
    } catch {
      return -1;
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
