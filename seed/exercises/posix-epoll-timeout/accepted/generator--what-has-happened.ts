// note: the waiting as a generator of events, null for a time-out; its finally closes the set
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send } from 'posix';
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLET, EPOLLIN, MSG_DONTWAIT, PosixError, type epoll_event } from 'posix';

function* waiting(fds: readonly number[]): Generator<number | null, void, boolean | undefined> {
  const set = epoll_create1();
  try {
    for (const fd of fds) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLET, data: fd });
    for (let open = fds.length; open > 0;) {
      const events: epoll_event[] = [];
      epoll_wait(set, events, 1, 100);
      const [event] = events;
      const over = yield event ? event.data : null;
      if (!event || !over) continue;
      epoll_ctl(set, EPOLL_CTL_DEL, event.data);
      open -= 1;
    }
  } finally {
    close(set);
  }
}

/** Edge-triggered: echoes until there is nothing more; true at the end of the stream. */
function echoAll(fd: number): boolean {
  const buffer = new Uint8Array(512);
  try {
    for (;;) {
      const n = recv(fd, buffer, buffer.length, MSG_DONTWAIT);
      if (n === 0) return true;
      send(fd, buffer, n);
    }
  } catch (error) {
    if (error instanceof PosixError && error.code === 'EAGAIN') return false;
    throw error;
  }
}

export function serve(fds: number[], tick: (n: number) => void): void {
  const events = waiting(fds);
  let n = 0;
  try {
    for (let next = events.next(); !next.done;) {
      if (next.value === null) {
        n += 1;
        tick(n);
        next = events.next();
      } else next = events.next(echoAll(next.value));
    }
  } finally {
    events.return();
  }
}
