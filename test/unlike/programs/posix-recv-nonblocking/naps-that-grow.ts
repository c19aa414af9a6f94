// mechanism: blocking
// passes: no
// note: sleeps in Atomics.wait up to 64 ms between tries
import { recv, poll, POLLIN, MSG_DONTWAIT, PosixError } from 'posix';

// Exponential back-off is polite: 1 ms, 2 ms, 4 ms, ... 64 ms
export function receiver(fd: number) {
  function tryReceive(buffer: Uint8Array): number {
    try {
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
    } catch (e) {
      if ((e as PosixError).code === 'EAGAIN') return -1;
      throw e;
    }
  }
  return {
    tryReceive,
    receive(buffer: Uint8Array): number {
      let count = 0;
      let pause = 1;
      while (count < buffer.length) {
        const n = tryReceive(buffer.subarray(count));
        if (n === -1) {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
          pause = Math.min(64, pause * 2);
          continue;
        }
        pause = 1;
        if (n === 0) break;
        count += n;
      }
      return count;
    },
  };
}
