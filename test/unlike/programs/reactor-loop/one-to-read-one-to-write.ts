// mechanism: multiplexed
// passes: yes
// note: fd for reading, dup for writing; DEL when no interest; dups closed in close()
import * as p from 'posix';

// Readers and writers kept apart: the lent descriptor is registered for reading, a dup of it for writing.
abstract class Half {
  protected abstract readonly kind: number;
  callback: () => void = () => undefined;
  enabled = false;
  readonly fd: number;
  readonly id: number;
  readonly #loop: Loop;
  constructor(loop: Loop, fd: number) {
    this.#loop = loop;
    this.fd = fd;
    this.id = loop.register(this);
  }
  enable() {
    if (this.enabled) return;
    this.enabled = true;
    p.epoll_ctl(this.#loop.set, p.EPOLL_CTL_ADD, this.fd, { events: this.kind, data: this.id });
  }
  disable() {
    if (!this.enabled) return;
    this.enabled = false;
    p.epoll_ctl(this.#loop.set, p.EPOLL_CTL_DEL, this.fd);
  }
}
class Reading extends Half {
  protected readonly kind = p.EPOLLIN;
}
class Writing extends Half {
  protected readonly kind = p.EPOLLOUT;
}
class Loop {
  readonly set = p.epoll_create1();
  readonly #halves: Half[] = [];
  readonly #mine: number[] = [];
  #quit = false;
  register(half: Half): number {
    return this.#halves.push(half) - 1;
  }
  channel(fd: number) {
    const other = p.dup(fd);
    this.#mine.push(other);
    const reading = new Reading(this, fd);
    const writing = new Writing(this, other);
    return {
      setReadCallback: (f: () => void) => { reading.callback = f; },
      setWriteCallback: (f: () => void) => { writing.callback = f; },
      enableReading: () => reading.enable(),
      disableReading: () => reading.disable(),
      enableWriting: () => writing.enable(),
      disableWriting: () => writing.disable(),
    };
  }
  loop(): void {
    this.#quit = false;
    const ready: p.epoll_event[] = [];
    while (!this.#quit) {
      p.epoll_wait(this.set, ready, 32, -1);
      for (const { data } of ready) {
        const half = this.#halves[data]!;
        if (half.enabled) half.callback();
      }
    }
  }
  quit(): void {
    this.#quit = true;
  }
  close(): void {
    p.close(this.set);
    this.#mine.forEach((fd) => p.close(fd));
  }
}
export const createLoop = () => new Loop();
