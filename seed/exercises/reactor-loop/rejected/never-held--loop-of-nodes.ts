// mechanism: none
// fails: as-long-as-ready, asleep-in, fd-kept, held, interest, nothing-left-open, notified, quits, taken-back, told, told-of-end, told-of-error, told-once
// note: an interval of Node’s asks poll and calls; loop() is back at once
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
      const timer = setInterval(() => {
        const list = channels.map(({ fd, interest }) => ({ fd: interest === 0 ? -1 : fd, events: interest, revents: 0 }));
        poll(list, 0);
        for (const [index, { revents }] of list.entries()) {
          const state = channels[index]!;
          const ready = revents & (POLLERR | POLLHUP) ? POLLIN | POLLOUT : revents;
          if (state.interest & ready & POLLIN) state.onReadable();
          if (state.interest & ready & POLLOUT) state.onWritable();
        }
        if (quitting) clearInterval(timer);
      }, 20);
    },
    quit: () => void (quitting = true),
    close: () => undefined,
  };
}
