// mechanism: blocking
// fails: asleep-in, notified, told-at-once
// note: sleeps a second in a futex, then tries everybody
import { recv, send, MSG_DONTWAIT, PosixError } from 'posix';

const bed = new Int32Array(new SharedArrayBuffer(4));

export function serve(fds: number[], tick: (n: number) => void): void {
  const open = new Set(fds);
  const buffer = new Uint8Array(4096);
  for (let ticks = 1; open.size > 0; ticks += 1) {
    Atomics.wait(bed, 0, 0, 1000);
    for (const fd of open) {
      try {
        const n = recv(fd, buffer, buffer.length, MSG_DONTWAIT);
        if (n > 0) send(fd, buffer, n);
        else open.delete(fd);
      } catch (error) {
        if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
      }
    }
    if (open.size > 0) tick(ticks);
  }
}
