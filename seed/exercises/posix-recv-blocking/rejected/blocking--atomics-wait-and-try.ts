// mechanism: blocking
// fails: asleep-in
// note: sleeps a second in a futex, then tries
import { recv, MSG_DONTWAIT, PosixError } from 'posix';

const bed = new Int32Array(new SharedArrayBuffer(4));

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    try {
      const n = recv(fd, buffer.subarray(count), buffer.length - count, MSG_DONTWAIT);
      if (n === 0) break;
      count += n;
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
      Atomics.wait(bed, 0, 0, 1000);
    }
  }
  return count;
}
