// mechanism: multiplexed
// fails: told-at-once
// note: keeps the answers until the next time-out
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

export function serve(fds: number[], tick: (n: number) => void): void {
  const set = epoll_create1();
  const events: epoll_event[] = [];
  const buffer = new Uint8Array(4096);
  let open = fds.length;
  let ticks = 0;
  const owed: { fd: number; bytes: Uint8Array }[] = [];
  try {
    for (const fd of fds) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
    while (open > 0) {
      if (epoll_wait(set, events, 16, 100) === 0) {
        ticks += 1;
        for (const { fd, bytes } of owed.splice(0)) send(fd, bytes);
        tick(ticks);
        continue;
      }
      for (const { data: fd } of events) {
        const n = recv(fd, buffer);
        if (n > 0) {
          owed.push({ fd, bytes: buffer.slice(0, n) });
          continue;
        }
        epoll_ctl(set, EPOLL_CTL_DEL, fd);
        open -= 1;
      }
    }
  } finally {
    close(set);
  }
}
