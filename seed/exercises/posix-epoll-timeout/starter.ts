import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

export function serve(fds: number[], tick: (n: number) => void): void {
  const set = epoll_create1();
  for (const fd of fds) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const events: epoll_event[] = [];
  const buffer = new Uint8Array(4096);
  // A timer of Node's, while the only thread that could run its callback is held below: it never runs.
  let n = 0;
  const timer = setInterval(() => tick((n += 1)), 100);
  for (let open = fds.length; open > 0;) {
    epoll_wait(set, events, 16, -1);
    for (const { data: fd } of events) {
      const count = recv(fd, buffer);
      if (count > 0) send(fd, buffer, count);
      else {
        epoll_ctl(set, EPOLL_CTL_DEL, fd);
        open -= 1;
      }
    }
  }
  clearInterval(timer);
  close(set);
}
