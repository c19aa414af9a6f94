// mechanism: blocking
// fails: notified
// note: sleeps a second in a futex between the tries, and tries all the same
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

const bed = new Int32Array(new SharedArrayBuffer(4));

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
        else Atomics.wait(bed, 0, 0, 1000);
      }
      return count;
    },
  };
}
