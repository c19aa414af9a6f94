// mechanism: multiplexed
// passes: yes
// note: MSG_PEEK, send what fits, take what was sent; EPOLLOUT only while owed
import * as p from 'posix';

// What I owe stays where it came from: in the kernel's receive buffer. Peek, send what fits, then take exactly that much.
export function echo(fds: number[]): void {
  const set = p.epoll_create1();
  let open = 0;
  const look = new Uint8Array(16384);
  const watching = new Map<number, number>();

  const want = (fd: number, events: number) => {
    if (watching.get(fd) === events) return;
    p.epoll_ctl(set, watching.has(fd) ? p.EPOLL_CTL_MOD : p.EPOLL_CTL_ADD, fd, { events, data: fd });
    watching.set(fd, events);
  };
  const forget = (fd: number) => {
    p.epoll_ctl(set, p.EPOLL_CTL_DEL, fd);
    watching.delete(fd);
    open -= 1;
  };

  for (const fd of fds) {
    want(fd, p.EPOLLIN);
    open += 1;
  }
  try {
    const events: p.epoll_event[] = [];
    while (open > 0) {
      p.epoll_wait(set, events, 10, -1);
      for (const { data: fd } of events) {
        try {
          const there = p.recv(fd, look, look.length, p.MSG_PEEK | p.MSG_DONTWAIT);
          if (there === 0) {
            p.shutdown(fd, p.SHUT_WR);
            forget(fd);
            continue;
          }
          try {
            const sent = p.send(fd, look, there, p.MSG_DONTWAIT | p.MSG_NOSIGNAL);
            p.recv(fd, look, sent, p.MSG_WAITALL);
            want(fd, sent === there ? p.EPOLLIN : p.EPOLLOUT);
          } catch (e) {
            if (!(e instanceof p.PosixError) || e.errno !== p.EAGAIN) throw e;
            want(fd, p.EPOLLOUT);
          }
        } catch (e) {
          if (e instanceof p.PosixError && e.errno === p.EAGAIN) want(fd, p.EPOLLIN);
          else forget(fd);
        }
      }
    }
  } finally {
    p.close(set);
  }
}
