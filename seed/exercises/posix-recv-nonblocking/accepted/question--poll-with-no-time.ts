// note: poll with a time-out of 0 is a question, not a wait
import { poll, recv, POLLIN } from 'posix';

export function receiver(fd: number) {
  const isReady = (): boolean => poll([{ fd, events: POLLIN }], 0) > 0;
  return {
    tryReceive: (buffer: Uint8Array): number => (isReady() ? recv(fd, buffer) : -1),
    receive(buffer: Uint8Array): number {
      let count = 0;
      for (;;) {
        if (!isReady()) continue;
        const n = recv(fd, buffer.subarray(count));
        count += n;
        if (n === 0 || count === buffer.length) return count;
      }
    },
  };
}
