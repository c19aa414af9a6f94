// mechanism: multiplexed
// fails: asleep-in, idle
// note: wakes for nothing: a time-out that is good for nothing
import { close, epoll_create1, epoll_ctl, epoll_wait, EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, type epoll_event } from 'posix';

interface State {
  interest: number;
  onReadable: () => void;
  onWritable: () => void;
}

export function createLoop() {
  const set = epoll_create1(EPOLL_CLOEXEC);
  const channels = new Map<number, State>();
  let quitting = false;

  function updateChannel(fd: number, state: State, interest: number): void {
    if (interest === state.interest) return;
    // Who is interested in nothing leaves the set: errors and hang-ups are reported unasked.
    if (interest === 0) epoll_ctl(set, EPOLL_CTL_DEL, fd);
    else epoll_ctl(set, state.interest === 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, { events: interest, data: fd });
    state.interest = interest;
  }

  function dispatch({ events, data }: epoll_event): void {
    const state = channels.get(data)!;
    const broken = (events & (EPOLLERR | EPOLLHUP)) !== 0;
    if (state.interest & EPOLLIN && (events & EPOLLIN || broken)) state.onReadable();
    if (state.interest & EPOLLOUT && (events & EPOLLOUT || broken)) state.onWritable();
  }

  return {
    channel(fd: number) {
      const state: State = { interest: 0, onReadable: () => undefined, onWritable: () => undefined };
      channels.set(fd, state);
      return {
        setReadCallback: (callback: () => void) => void (state.onReadable = callback),
        setWriteCallback: (callback: () => void) => void (state.onWritable = callback),
        enableReading: () => updateChannel(fd, state, state.interest | EPOLLIN),
        disableReading: () => updateChannel(fd, state, state.interest & ~EPOLLIN),
        enableWriting: () => updateChannel(fd, state, state.interest | EPOLLOUT),
        disableWriting: () => updateChannel(fd, state, state.interest & ~EPOLLOUT),
      };
    },
    loop(): void {
      const events: epoll_event[] = [];
      quitting = false;
      while (!quitting) {
        epoll_wait(set, events, 16, 20);
        for (const each of events) dispatch(each);
      }
    },
    quit: () => void (quitting = true),
    close: () => close(set),
  };
}
