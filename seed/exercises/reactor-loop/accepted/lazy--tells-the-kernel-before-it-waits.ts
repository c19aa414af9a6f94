// note: as libuv does: interest is only written down, and the kernel hears of it before the next wait; one event at a time
import { close, epoll_create1, epoll_ctl, epoll_wait, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, EPOLLOUT, type epoll_event } from 'posix';

class Watcher {
  readonly fd: number;
  readonly wanted = new Set<number>();
  told = 0;
  readonly handlers = new Map<number, () => void>();

  constructor(fd: number) {
    this.fd = fd;
  }

  setReadCallback(callback: () => void): void {
    this.handlers.set(EPOLLIN, callback);
  }

  setWriteCallback(callback: () => void): void {
    this.handlers.set(EPOLLOUT, callback);
  }

  enableReading(): void {
    this.wanted.add(EPOLLIN);
  }

  disableReading(): void {
    this.wanted.delete(EPOLLIN);
  }

  enableWriting(): void {
    this.wanted.add(EPOLLOUT);
  }

  disableWriting(): void {
    this.wanted.delete(EPOLLOUT);
  }
}

export function createLoop() {
  const set = epoll_create1();
  const watchers: Watcher[] = [];
  let running = false;

  function tellKernel(): void {
    for (const each of watchers) {
      const events = [...each.wanted].reduce((sum, kind) => sum | kind, 0);
      if (events === each.told) continue;
      if (each.told !== 0) epoll_ctl(set, EPOLL_CTL_DEL, each.fd);
      if (events !== 0) epoll_ctl(set, EPOLL_CTL_ADD, each.fd, { events, data: watchers.indexOf(each) });
      each.told = events;
    }
  }

  return {
    channel(fd: number): Watcher {
      const watcher = new Watcher(fd);
      watchers.push(watcher);
      return watcher;
    },
    loop(): void {
      const ready: epoll_event[] = [];
      running = true;
      while (running) {
        tellKernel();
        epoll_wait(set, ready, 1, -1);
        const [event] = ready;
        if (!event) continue;
        const watcher = watchers[event.data]!;
        for (const kind of [EPOLLIN, EPOLLOUT]) {
          const isIt = (event.events & kind) !== 0 || (event.events & (EPOLLIN | EPOLLOUT)) === 0;
          if (isIt && watcher.wanted.has(kind)) watcher.handlers.get(kind)?.();
        }
      }
    },
    quit(): void {
      running = false;
    },
    close(): void {
      close(set);
    },
  };
}
