// mechanism: multiplexed
// passes: no
// note: a hand-made libevent on the main thread: register a handler, then dispatch() until nothing is registered
import * as p from 'posix';

class Reactor {
  readonly #set = p.epoll_create1();
  readonly #handlers = new Map<number, () => void>();
  register(fd: number, handler: () => void): void {
    this.#handlers.set(fd, handler);
    p.epoll_ctl(this.#set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  }
  unregister(fd: number): void {
    p.epoll_ctl(this.#set, p.EPOLL_CTL_DEL, fd);
    this.#handlers.delete(fd);
  }
  dispatch(): void {
    while (this.#handlers.size > 0) {
      const events: p.epoll_event[] = [];
      p.epoll_wait(this.#set, events, 32, -1);
      for (const { data } of events) this.#handlers.get(data)?.();
    }
    p.close(this.#set);
  }
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const reactor = new Reactor();
  let count = 0;
  reactor.register(fd, () => {
    const n = p.recv(fd, buffer.subarray(count));
    count += n;
    if (n > 0 && count < buffer.length) return;
    reactor.unregister(fd);
    done(null, count);
  });
  queueMicrotask(() => reactor.dispatch());
}
