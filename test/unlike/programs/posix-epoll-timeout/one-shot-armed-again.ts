// mechanism: multiplexed
// passes: yes
// note: EPOLLONESHOT re-armed with MOD, tick at time-out
import * as p from 'posix';

// EPOLLONESHOT: each report disarms, each service arms again.
export function serve(fds: number[], tick: (n: number) => void): void {
  const set = p.epoll_create1(p.EPOLL_CLOEXEC);
  try {
    const want = (fd: number) => ({ events: p.EPOLLIN | p.EPOLLONESHOT, data: fd });
    fds.forEach((fd) => p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, want(fd)));
    const one: p.epoll_event[] = [];
    const bytes = new Uint8Array(8192);
    let open = fds.length;
    let n = 0;
    do {
      if (p.epoll_wait(set, one, 1, 100) === 0) {
        tick(++n);
        continue;
      }
      const fd = one[0]!.data;
      const got = p.recv(fd, bytes);
      if (got === 0) {
        open--;
        p.epoll_ctl(set, p.EPOLL_CTL_DEL, fd);
        continue;
      }
      p.send(fd, bytes, got);
      p.epoll_ctl(set, p.EPOLL_CTL_MOD, fd, want(fd));
    } while (open > 0);
  } finally {
    p.close(set);
  }
}
