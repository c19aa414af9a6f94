// mechanism: blocking
// passes: no
// note: Atomics.wait 150 ms between tries
import { recv, MSG_DONTWAIT, PosixError } from 'posix';
const bed = new Int32Array(new SharedArrayBuffer(4));
// naps of 150 ms between tries
export function receive(fd: number, buffer: Uint8Array): number {
  let have = 0;
  while (have < buffer.length) {
    try {
      const n = recv(fd, buffer.subarray(have), buffer.length - have, MSG_DONTWAIT);
      if (n === 0) break;
      have += n;
    } catch (e) {
      if (!(e instanceof PosixError && e.code === 'EAGAIN')) throw e;
      Atomics.wait(bed, 0, 0, 150);
    }
  }
  return have;
}
