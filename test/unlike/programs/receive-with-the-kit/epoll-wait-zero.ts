// mechanism: busy-poll
// passes: no
// note: epoll_wait with a time-out of 0 at every turn of the loop: it has the set, and asks it instead of waiting
import * as p from 'posix';

const set = p.epoll_create1();

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  p.epoll_ctl(set, p.EPOLL_CTL_ADD, fd, { events: p.EPOLLIN, data: fd });
  let count = 0;
  const turn = () => {
    const events: p.epoll_event[] = [];
    if (p.epoll_wait(set, events, 1, 0) > 0) {
      const n = p.recv(fd, buffer.subarray(count));
      count += n;
      if (n === 0 || count === buffer.length) {
        p.epoll_ctl(set, p.EPOLL_CTL_DEL, fd);
        return done(null, count);
      }
    }
    setImmediate(turn);
  };
  setImmediate(turn);
}
