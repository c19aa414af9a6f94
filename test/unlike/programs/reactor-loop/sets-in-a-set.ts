// mechanism: multiplexed
// passes: yes
// note: nested sets, as et-nested
import * as p from 'posix';

// Two sets, readers and writers, in a third one: the loop sleeps in the third.
export function createLoop() {
  const top = p.epoll_create1();
  const sets = [p.EPOLLIN, p.EPOLLOUT].map((kind) => {
    const set = p.epoll_create1();
    p.epoll_ctl(top, p.EPOLL_CTL_ADD, set, { events: p.EPOLLIN, data: set });
    return { set, kind, on: new Map<number, () => void>() };
  });
  const [readers, writers] = sets as [(typeof sets)[0], (typeof sets)[0]];
  let stop = false;
  const enable = (s: (typeof sets)[0], fd: number, f: () => void) => {
    if (!s.on.has(fd)) p.epoll_ctl(s.set, p.EPOLL_CTL_ADD, fd, { events: s.kind, data: fd });
    s.on.set(fd, f);
  };
  const disable = (s: (typeof sets)[0], fd: number) => {
    if (s.on.delete(fd)) p.epoll_ctl(s.set, p.EPOLL_CTL_DEL, fd);
  };
  return {
    channel(fd: number) {
      let r = () => {};
      let w = () => {};
      return {
        setReadCallback: (f: () => void) => void (r = f),
        setWriteCallback: (f: () => void) => void (w = f),
        enableReading: () => enable(readers, fd, () => r()),
        disableReading: () => disable(readers, fd),
        enableWriting: () => enable(writers, fd, () => w()),
        disableWriting: () => disable(writers, fd),
      };
    },
    loop(): void {
      const outer: p.epoll_event[] = [];
      const inner: p.epoll_event[] = [];
      for (stop = false; !stop; ) {
        p.epoll_wait(top, outer, 2, -1);
        for (const { data } of outer) {
          const s = sets.find(({ set }) => set === data)!;
          p.epoll_wait(s.set, inner, 16, 0);
          for (const e of inner) s.on.get(e.data)?.();
        }
      }
    },
    quit: () => void (stop = true),
    close: () => [top, readers.set, writers.set].forEach((fd) => p.close(fd)),
  };
}
