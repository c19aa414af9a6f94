// mechanism: multiplexed
// passes: no
// note: epoll_wait with time-out of 5 s: "without a time-out", timers forbidden
import { close, epoll_create1, epoll_ctl, epoll_wait, fcntl, read, write, shutdown, PosixError, F_GETFL, F_SETFL, O_NONBLOCK, EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLL_CTL_DEL, EPOLLIN, EPOLLOUT, EPOLLONESHOT, SHUT_WR, type epoll_event } from 'posix';

// Every connection a coroutine. Wait five seconds at most, to be on the safe side.
function* connection(fd: number): Generator<number, void, void> {
  const buffer = new Uint8Array(3000);
  for (;;) {
    const n = yield* when(EPOLLIN, () => read(fd, buffer));
    if (n === 0) break;
    let rest = buffer.subarray(0, n);
    while (rest.length > 0) rest = rest.subarray(yield* when(EPOLLOUT, () => write(fd, rest)));
  }
  shutdown(fd, SHUT_WR);
}

function* when(kind: number, f: () => number): Generator<number, number, void> {
  for (;;) {
    try {
      return f();
    } catch (e) {
      if (!(e instanceof PosixError && e.code === 'EAGAIN')) throw e;
    }
    yield kind;
  }
}

export function echo(fds: number[]): void {
  const set = epoll_create1();
  const running = new Map<number, Generator<number, void, void>>();
  for (const fd of fds) {
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    const routine = connection(fd);
    running.set(fd, routine);
    const first = routine.next();
    if (first.done) running.delete(fd);
    else epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: first.value | EPOLLONESHOT, data: fd });
  }
  const events: epoll_event[] = [];
  while (running.size > 0) {
    epoll_wait(set, events, 16, 5000);
    for (const { data: fd } of events) {
      let step: IteratorResult<number, void> = { done: true, value: undefined };
      try {
        step = running.get(fd)!.next();
      } catch {
        // broken: forgotten
      }
      if (step.done) {
        running.delete(fd);
        epoll_ctl(set, EPOLL_CTL_DEL, fd);
      } else epoll_ctl(set, EPOLL_CTL_MOD, fd, { events: step.value | EPOLLONESHOT, data: fd });
    }
  }
  close(set);
}
