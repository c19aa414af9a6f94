// mechanism: timed-poll
// passes: no
// note: select with a zero time-out, every 180 ms on a timer: multiplexing that never waits
import { FD_SET, fd_set, FD_ZERO, recv, select } from 'posix';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const set = new fd_set();
  let count = 0;
  const timer = setInterval(() => {
    FD_ZERO(set);
    FD_SET(fd, set);
    if (select(fd + 1, set, null, null, { tv_sec: 0, tv_usec: 0 }) === 0) return;
    const n = recv(fd, buffer.subarray(count));
    count += n;
    if (n > 0 && count < buffer.length) return;
    clearInterval(timer);
    done(null, count);
  }, 180);
}
