// mechanism: blocking
// passes: no
// note: an epoll set with nothing in it but a timerfd of 120 ms; at each expiry the socket is tried, on the main thread
import * as p from 'posix';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  setImmediate(() => {
    const timer = p.timerfd_create(p.CLOCK_MONOTONIC);
    const every = { tv_sec: 0, tv_nsec: 120_000_000 };
    p.timerfd_settime(timer, 0, { it_value: every, it_interval: every });
    const set = p.epoll_create1();
    p.epoll_ctl(set, p.EPOLL_CTL_ADD, timer, { events: p.EPOLLIN, data: timer });
    let count = 0;
    while (count < buffer.length) {
      p.epoll_wait(set, [], 1, -1);
      p.read(timer, new BigUint64Array(1));
      try {
        count += p.recv(fd, buffer.subarray(count), buffer.length - count, p.MSG_DONTWAIT);
      } catch (err) {
        if (!(err instanceof p.PosixError && err.code === 'EAGAIN')) throw err;
      }
    }
    p.close(set);
    p.close(timer);
    done(null, count);
  });
}
