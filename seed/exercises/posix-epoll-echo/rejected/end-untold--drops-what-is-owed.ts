// mechanism: multiplexed
// fails: paid-back
// note: shuts down at the end of the stream with a debt unpaid
import * as p from 'posix';

class Line {
  readonly #queue: Uint8Array[] = [];
  #ended = false;
  readonly fd: number;

  constructor(fd: number) {
    this.fd = fd;
    p.fcntl(fd, p.F_SETFL, p.fcntl(fd, p.F_GETFL) | p.O_NONBLOCK);
  }

  get interest(): number {
    return (this.#ended ? 0 : p.EPOLLIN) | (this.#queue.length > 0 ? p.EPOLLOUT : 0);
  }

  /** Whether it is all over. */
  turn(ready: number): boolean {
    if (ready & (p.EPOLLERR | p.EPOLLHUP) && !(ready & p.EPOLLIN)) return true;
    if (ready & p.EPOLLIN) this.#read();
    this.#write();
    if (!this.#ended || this.#queue.length > 0) return false;
    p.shutdown(this.fd, p.SHUT_WR);
    return true;
  }

  #read(): void {
    const piece = new Uint8Array(4096);
    const n = unlessAgain(() => p.read(this.fd, piece));
    if (n === 0) {
      this.#ended = true;
      this.#queue.length = 0;
    } else if (n !== null) this.#queue.push(piece.subarray(0, n));
  }

  #write(): void {
    for (;;) {
      const [piece] = this.#queue;
      if (!piece) return;
      const n = unlessAgain(() => p.write(this.fd, piece));
      if (n === null) return;
      if (n === piece.length) this.#queue.shift();
      else this.#queue[0] = piece.subarray(n);
    }
  }
}

function unlessAgain(call: () => number): number | null {
  try {
    return call();
  } catch (error) {
    if (error instanceof p.PosixError && error.errno === p.EAGAIN) return null;
    throw error;
  }
}

export function echo(fds: number[]): void {
  const set = p.epoll_create1();
  const lines = fds.map((fd) => new Line(fd));
  for (const [data, { fd, interest }] of lines.entries()) p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: interest, data });
  for (let left = lines.length; left > 0;) {
    const ready: p.epoll_event[] = [];
    p.epoll_wait(set, ready, 8, -1);
    for (const { events, data } of ready) {
      const line = lines[data]!;
      let over = true;
      try {
        over = line.turn(events);
      } catch {
        // Broken: no more to do for it.
      }
      if (over) left -= 1;
      p.epoll_ctl(set, over ? p.EPOLL_CTL_DEL : p.EPOLL_CTL_MOD, line.fd, { events: line.interest, data });
    }
  }
  p.close(set);
}
