// mechanism: multiplexed
// passes: yes
// note: EPOLLONESHOT armed again after handlers, DEL when no interest
import { close, epoll_create1, epoll_ctl, epoll_wait, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLONESHOT, EPOLLOUT, type epoll_event } from 'posix';

// Procedural: four arrays, indexed by a number that is also the cookie. One shot each, armed again after the handlers have run.
const NOTHING = () => {};

export function createLoop() {
  const epfd = epoll_create1();
  const fdOf: number[] = [];
  const wanted: number[] = [];
  const onRead: (() => void)[] = [];
  const onWrite: (() => void)[] = [];
  const registered: boolean[] = [];
  let stop = false;

  function arm(i: number): void {
    const w = wanted[i]!;
    if (w === 0) {
      if (registered[i]) epoll_ctl(epfd, EPOLL_CTL_DEL, fdOf[i]!);
      registered[i] = false;
    } else {
      epoll_ctl(epfd, registered[i] ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fdOf[i]!, { events: w | EPOLLONESHOT, data: i });
      registered[i] = true;
    }
  }
  const change = (i: number, on: number, off: number) => {
    wanted[i] = (wanted[i]! & ~off) | on;
    arm(i);
  };

  return {
    channel(fd: number) {
      const i = fdOf.push(fd) - 1;
      wanted[i] = 0;
      onRead[i] = onWrite[i] = NOTHING;
      registered[i] = false;
      return {
        setReadCallback: (f: () => void) => void (onRead[i] = f),
        setWriteCallback: (f: () => void) => void (onWrite[i] = f),
        enableReading: () => change(i, EPOLLIN, 0),
        disableReading: () => change(i, 0, EPOLLIN),
        enableWriting: () => change(i, EPOLLOUT, 0),
        disableWriting: () => change(i, 0, EPOLLOUT),
      };
    },
    loop() {
      stop = false;
      const list: epoll_event[] = [];
      do {
        epoll_wait(epfd, list, 4, -1);
        for (const { events, data: i } of list) {
          const bad = events & (EPOLLERR | EPOLLHUP);
          if (events & (EPOLLIN | bad) && wanted[i]! & EPOLLIN) onRead[i]!();
          if (events & (EPOLLOUT | bad) && wanted[i]! & EPOLLOUT) onWrite[i]!();
          arm(i);
        }
      } while (!stop);
    },
    quit: () => void (stop = true),
    close: () => close(epfd),
  };
}
