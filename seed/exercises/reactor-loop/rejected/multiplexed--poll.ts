// mechanism: multiplexed
// fails: asleep-in
// note: right, but by the call of an earlier exercise
import { poll, POLLERR, POLLHUP, POLLIN, POLLOUT } from 'posix';

interface State {
  readonly fd: number;
  interest: number;
  onReadable: () => void;
  onWritable: () => void;
}

export function createLoop() {
  const channels: State[] = [];
  let quitting = false;
  return {
    channel(fd: number) {
      const state: State = { fd, interest: 0, onReadable: () => undefined, onWritable: () => undefined };
      channels.push(state);
      return {
        setReadCallback: (callback: () => void) => void (state.onReadable = callback),
        setWriteCallback: (callback: () => void) => void (state.onWritable = callback),
        enableReading: () => void (state.interest |= POLLIN),
        disableReading: () => void (state.interest &= ~POLLIN),
        enableWriting: () => void (state.interest |= POLLOUT),
        disableWriting: () => void (state.interest &= ~POLLOUT),
      };
    },
    loop(): void {
      quitting = false;
      while (!quitting) {
        const list = channels.map(({ fd, interest }) => ({ fd: interest === 0 ? -1 : fd, events: interest, revents: 0 }));
        poll(list, -1);
        for (const [index, { revents }] of list.entries()) {
          const state = channels[index]!;
          const ready = revents & (POLLERR | POLLHUP) ? POLLIN | POLLOUT : revents;
          if (state.interest & ready & POLLIN) state.onReadable();
          if (state.interest & ready & POLLOUT) state.onWritable();
        }
      }
    },
    quit: () => void (quitting = true),
    close: () => undefined,
  };
}
