// note: Node's own read on a descriptor in non-blocking mode
import { readSync } from 'node:fs';
import { fcntl, F_GETFL, F_SETFL, O_NONBLOCK } from 'posix';

const isAgain = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EAGAIN';

export function receiver(fd: number) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  const at = (buffer: Uint8Array, from: number): number => {
    try {
      return readSync(fd, buffer, from, buffer.length - from, null);
    } catch (error) {
      if (isAgain(error)) return -1;
      throw error;
    }
  };
  return {
    tryReceive: (buffer: Uint8Array) => at(buffer, 0),
    receive(buffer: Uint8Array): number {
      let count = 0;
      let n = -1;
      do {
        n = at(buffer, count);
        count += Math.max(n, 0);
      } while (n !== 0 && count < buffer.length);
      return count;
    },
  };
}
