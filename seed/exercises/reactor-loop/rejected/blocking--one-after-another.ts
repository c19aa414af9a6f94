// mechanism: blocking
// fails: as-long-as-ready, asleep-in, fd-kept, interest, notified, told, told-of-end, told-of-error, told-once
// note: sleeps in a recv that only looks, for one of them at a time
import { recv, MSG_PEEK, POLLIN, POLLOUT } from 'posix';

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
      const byte = new Uint8Array(1);
      while (!quitting) {
        for (const { fd, interest, onReadable, onWritable } of channels) {
          if (interest & POLLOUT) onWritable();
          if (!(interest & POLLIN)) continue;
          recv(fd, byte, 1, MSG_PEEK);
          onReadable();
        }
      }
    },
    quit: () => void (quitting = true),
    close: () => undefined,
  };
}
