// mechanism: busy-poll
// fails: idle, interest, notified, told-of-end, told-of-error
// note: tells the kernel about interest when loop begins, and never again: what nobody wants any more is ready for ever
import { close, epoll_create1, epoll_ctl, epoll_wait, EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, type epoll_event } from 'posix';

interface State {
  interest: number;
  onReadable: () => void;
  onWritable: () => void;
}

export function createLoop() {
  const set = epoll_create1(EPOLL_CLOEXEC);
  const channels = new Map<number, State>();
  let quitting = false;

  function updateChannel(_fd: number, state: State, interest: number): void {
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
      for (const [fd, { interest }] of channels) {
        if (interest !== 0) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: interest, data: fd });
      }
      while (!quitting) {
        epoll_wait(set, events, 16, -1);
        for (const each of events) dispatch(each);
      }
    },
    quit: () => void (quitting = true),
    close: () => close(set),
  };
}
