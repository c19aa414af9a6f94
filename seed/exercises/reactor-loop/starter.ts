import { poll, POLLIN } from 'posix';

interface Channel {
  readonly fd: number;
  interest: number;
  onReadable: () => void;
}

export function createLoop() {
  const channels: Channel[] = [];
  let quitting = false;

  // Every change of interest comes by here. In a reactor it goes on to the kernel: epoll_ctl.
  function updateChannel(channel: Channel, interest: number): void {
    channel.interest = interest;
  }

  return {
    channel(fd: number) {
      const channel: Channel = { fd, interest: 0, onReadable: () => undefined };
      channels.push(channel);
      return {
        setReadCallback(callback: () => void): void {
          channel.onReadable = callback;
        },
        setWriteCallback(_callback: () => void): void {
          // Write this.
        },
        enableReading: () => updateChannel(channel, POLLIN),
        disableReading: () => updateChannel(channel, 0),
        enableWriting(): void {
          // Write this.
        },
        disableWriting(): void {
          // Write this.
        },
      };
    },
    loop(): void {
      quitting = false;
      while (!quitting) {
        for (const channel of channels) {
          if (channel.interest === 0) continue;
          // Waits for one of them, while all the others wait for it.
          poll([{ fd: channel.fd, events: channel.interest, revents: 0 }], -1);
          channel.onReadable();
        }
      }
    },
    quit(): void {
      quitting = true;
    },
    close(): void {
      // Nothing was opened so far.
    },
  };
}
