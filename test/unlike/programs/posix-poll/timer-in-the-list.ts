// mechanism: multiplexed
// passes: no
// note: timerfd of 200 ms in the list: wakes in silence, timers forbidden
import { close, poll, read, timerfd_create, timerfd_settime, CLOCK_MONOTONIC, POLLIN } from 'posix';

// poll without a time-out, as asked. A timer in the list sees to it that nothing is overlooked.
export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const timer = timerfd_create(CLOCK_MONOTONIC);
  timerfd_settime(timer, 0, { it_value: { tv_sec: 0, tv_nsec: 200_000_000 }, it_interval: { tv_sec: 0, tv_nsec: 200_000_000 } });
  const list = [...fds, timer].map((fd) => ({ fd, events: POLLIN, revents: 0 }));
  const rest = fds.map(() => '');
  const buffer = new Uint8Array(1000);
  let count = 0;
  for (let open = fds.length; open > 0; ) {
    poll(list, -1);
    if (list[fds.length]!.revents) read(timer, new BigUint64Array(1));
    for (let i = 0; i < fds.length; i++) {
      const entry = list[i]!;
      if (entry.fd < 0 || !entry.revents) continue;
      let n = 0;
      try {
        n = read(entry.fd, buffer);
      } catch (e) {
        tell(i, e as Error);
        entry.fd = -1;
        open--;
        continue;
      }
      if (n === 0) {
        tell(i, null);
        entry.fd = -1;
        open--;
      } else {
        const parts = (rest[i] + Buffer.from(buffer.subarray(0, n)).toString('latin1')).split('\n');
        rest[i] = parts.pop()!;
        for (const line of parts) {
          count++;
          tell(i, line);
        }
      }
    }
  }
  close(timer);
  return count;
}
