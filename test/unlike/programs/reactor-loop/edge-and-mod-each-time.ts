// mechanism: multiplexed
// passes: yes
// note: EPOLLET with MOD before each wait: readiness is looked at anew
import * as p from 'posix';

// Edge-triggered, but every pass begins with EPOLL_CTL_MOD for all: MOD looks anew, so what is left is reported again.
interface State { fd: number; want: number; known: boolean; read: () => void; write: () => void }

export function createLoop() {
  const set = p.epoll_create1(p.EPOLL_CLOEXEC);
  const states: State[] = [];
  let quit = false;
  function toKernel(): void {
    states.forEach((s, data) => {
      if (s.want) p.epoll_ctl(set, s.known ? p.EPOLL_CTL_MOD : p.EPOLL_CTL_ADD, s.fd, { events: s.want | p.EPOLLET, data });
      else if (s.known) p.epoll_ctl(set, p.EPOLL_CTL_DEL, s.fd);
      s.known = s.want !== 0;
    });
  }
  return {
    channel(fd: number) {
      const s: State = { fd, want: 0, known: false, read() {}, write() {} };
      states.push(s);
      return {
        setReadCallback(f: () => void) { s.read = f; },
        setWriteCallback(f: () => void) { s.write = f; },
        enableReading() { s.want |= p.EPOLLIN; },
        disableReading() { s.want &= ~p.EPOLLIN; },
        enableWriting() { s.want |= p.EPOLLOUT; },
        disableWriting() { s.want &= ~p.EPOLLOUT; },
      };
    },
    loop(): void {
      const ready: p.epoll_event[] = [];
      quit = false;
      while (!quit) {
        toKernel();
        p.epoll_wait(set, ready, 16, -1);
        for (const { events, data } of ready) {
          const s = states[data]!;
          const trouble = events & (p.EPOLLERR | p.EPOLLHUP) ? p.EPOLLIN | p.EPOLLOUT : 0;
          if (s.want & (events | trouble) & p.EPOLLIN) s.read();
          if (s.want & (events | trouble) & p.EPOLLOUT) s.write();
        }
      }
    },
    quit(): void { quit = true; },
    close(): void { p.close(set); },
  };
}
