import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

export function echo(fds: number[]): void {
  const set = epoll_create1();
  for (const fd of fds) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  const events: epoll_event[] = [];
  const buffer = new Uint8Array(65536);
  for (let open = fds.length; open > 0;) {
    epoll_wait(set, events, 16, -1);
    for (const { data: fd } of events) {
      const n = recv(fd, buffer);
      if (n > 0) {
        // Waits until the kernel has room for all of it. And if this peer does not read?
        send(fd, buffer, n);
        continue;
      }
      epoll_ctl(set, EPOLL_CTL_DEL, fd);
      open -= 1;
    }
  }
  close(set);
}
