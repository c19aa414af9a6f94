// mechanism: multiplexed
// passes: yes
// note: time-out is what is left of a 100 ms grid
import { close, epoll_create1, epoll_ctl, epoll_wait, read, write, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

// Ticks on a grid of 100 ms: what is left until the next point of it is the time-out. A message does not put the tick off.
export function serve(fds: number[], tick: (n: number) => void): void {
  using set = { fd: epoll_create1(), [Symbol.dispose]() { close(this.fd); } };
  for (const fd of fds) epoll_ctl(set.fd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const events: epoll_event[] = [];
  const buffer = new Uint8Array(4096);
  let next = performance.now() + 100;
  for (let open = fds.length, n = 1; open > 0; ) {
    const left = Math.max(0, Math.ceil(next - performance.now()));
    if (epoll_wait(set.fd, events, 16, Math.min(100, left)) === 0) {
      tick(n++);
      next += 100;
      if (next < performance.now()) next = performance.now() + 100;
      continue;
    }
    for (const { data: fd } of events) {
      const count = read(fd, buffer);
      if (count > 0) write(fd, buffer, count);
      else {
        open -= 1;
        epoll_ctl(set.fd, EPOLL_CTL_DEL, fd);
      }
    }
  }
}
