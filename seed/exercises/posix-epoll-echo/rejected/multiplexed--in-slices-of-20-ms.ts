// mechanism: multiplexed
// fails: asleep-in, idle
// note: wakes for nothing: a time-out that is good for nothing
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, shutdown, EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLIN, EPOLLOUT, MSG_DONTWAIT, PosixError, SHUT_WR, type epoll_event } from 'posix';

interface Connection {
  readonly fd: number;
  owed: Buffer;
  ended: boolean;
  watched: number;
}

export function echo(fds: number[]): void {
  const set = epoll_create1(EPOLL_CLOEXEC);
  const open = new Map<number, Connection>();
  const buffer = Buffer.alloc(65536);
  const events: epoll_event[] = [];

  const forget = (each: Connection): void => {
    epoll_ctl(set, EPOLL_CTL_DEL, each.fd);
    open.delete(each.fd);
  };

  const serve = (each: Connection): void => {
    const { fd } = each;
    if (!each.ended && each.owed.length === 0) {
      const n = recv(fd, buffer, buffer.length, MSG_DONTWAIT);
      if (n === 0) each.ended = true;
      else each.owed = Buffer.from(buffer.subarray(0, n));
    }
    if (each.owed.length > 0) each.owed = each.owed.subarray(send(fd, each.owed, each.owed.length, MSG_DONTWAIT));
    if (each.ended && each.owed.length === 0) {
      shutdown(fd, SHUT_WR);
      forget(each);
      return;
    }
    watch(each, each.owed.length > 0 ? EPOLLOUT : EPOLLIN);
  };

  const watch = (each: Connection, wanted: number): void => {
    if (wanted === each.watched) return;
    each.watched = wanted;
    epoll_ctl(set, EPOLL_CTL_MOD, each.fd, { events: wanted, data: each.fd });
  };

  try {
    for (const fd of fds) {
      open.set(fd, { fd, owed: Buffer.alloc(0), ended: false, watched: EPOLLIN });
      epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
    }
    while (open.size > 0) {
      epoll_wait(set, events, 16, 20);
      for (const { data } of events) {
        const each = open.get(data)!;
        try {
          serve(each);
        } catch (error) {
          if (error instanceof PosixError && error.code === 'EAGAIN') watch(each, each.owed.length > 0 ? EPOLLOUT : EPOLLIN);
          else forget(each);
        }
      }
    }
  } finally {
    close(set);
  }
}
