// note: the timer as a descriptor in the same set: then epoll_wait itself needs no time-out
import * as p from 'posix';

const period = { tv_sec: 0, tv_nsec: 100_000_000 };

export function serve(fds: number[], tick: (n: number) => void): void {
  const set = p.epoll_create1();
  const timer = p.timerfd_create(p.CLOCK_MONOTONIC);
  const open = new Set(fds);
  const events: p.epoll_event[] = [];
  const buffer = Buffer.alloc(2048);
  let ticks = 0;
  try {
    for (const fd of [timer, ...fds]) p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
    p.timerfd_settime(timer, 0, { it_value: period, it_interval: period });
    while (open.size > 0) {
      p.epoll_wait(set, events, 16, -1);
      for (const { data: fd } of events) {
        if (fd === timer) {
          p.read(timer, new BigUint64Array(1));
          tick((ticks += 1));
          continue;
        }
        const n = p.read(fd, buffer);
        if (n > 0) p.write(fd, buffer, n);
        else if (open.delete(fd)) p.epoll_ctl(set, p.EPOLL_CTL_DEL, fd);
      }
    }
  } finally {
    p.close(timer);
    p.close(set);
  }
}
