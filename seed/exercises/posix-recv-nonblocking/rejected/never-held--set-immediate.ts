// mechanism: none
// fails: notified, held, what-is-there, told, right-bytes, told-of-end, told-of-error, fd-kept
// note: spins in the event loop after having returned 0
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
  return {
    tryReceive,
    receive(buffer: Uint8Array): number {
      const again = (): void => {
        if (tryReceive(buffer) === -1) setImmediate(again);
      };
      again();
      return 0;
    },
  };
}
