// mechanism: multiplexed
// passes: yes
// note: epoll sets in an epoll set, asleep in the outer one; all closed
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

class Group {
  readonly epfd = epoll_create1();
  readonly members = new Set<number>();
  add(fd: number) {
    this.members.add(fd);
    epoll_ctl(this.epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  }
  remove(fd: number) {
    this.members.delete(fd);
    epoll_ctl(this.epfd, EPOLL_CTL_DEL, fd);
  }
  ready(max = 8): number[] {
    const events: epoll_event[] = [];
    epoll_wait(this.epfd, events, max, 0);
    return events.map((e) => e.data);
  }
}

// An epoll descriptor is itself something that becomes readable (epoll(7), questions and answers): groups in a set of groups.
export function serve(fds: number[], tick: (n: number) => void): void {
  const even = new Group();
  const odd = new Group();
  const top = epoll_create1();
  try {
    for (const g of [even, odd]) epoll_ctl(top, EPOLL_CTL_ADD, g.epfd, { events: EPOLLIN, data: g === even ? 0 : 1 });
    fds.forEach((fd, i) => (i % 2 ? odd : even).add(fd));
    const events: epoll_event[] = [];
    const buffer = Buffer.alloc(4096);
    let ticks = 0;
    while (even.members.size + odd.members.size) {
      if (!epoll_wait(top, events, 2, 100)) {
        tick((ticks += 1));
        continue;
      }
      for (const { data } of events) {
        const group = data === 0 ? even : odd;
        for (const fd of group.ready()) {
          const n = recv(fd, buffer);
          if (n === 0) group.remove(fd);
          else send(fd, buffer, n);
        }
      }
    }
  } finally {
    for (const fd of [top, even.epfd, odd.epfd]) close(fd);
  }
}
