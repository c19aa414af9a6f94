// note: edge-triggered: everything that can be moved is moved, until EAGAIN on both sides
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, shutdown } from 'posix';
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLET, EPOLLIN, EPOLLOUT, MSG_DONTWAIT, PosixError, SHUT_WR } from 'posix';
import type { epoll_event } from 'posix';

/** Moves what can be moved; each `yield` is an EAGAIN, the return the end of the stream. */
function* pump(fd: number): Generator<void, void> {
  const buffer = new Uint8Array(16384);
  for (;;) {
    const n = yield* once(() => recv(fd, buffer, buffer.length, MSG_DONTWAIT));
    if (n === 0) return shutdown(fd, SHUT_WR);
    for (let sent = 0; sent < n;) {
      sent += yield* once(() => send(fd, buffer.subarray(sent, n), n - sent, MSG_DONTWAIT));
    }
  }
}

function* once(call: () => number): Generator<void, number> {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
    }
    yield;
  }
}

export function echo(fds: number[]): void {
  const set = epoll_create1();
  const pumps = new Map(fds.map((fd) => [fd, pump(fd)]));
  try {
    for (const fd of fds) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLOUT | EPOLLET, data: fd });
    const events: epoll_event[] = [];
    while (pumps.size > 0) {
      epoll_wait(set, events, fds.length, -1);
      for (const { data: fd } of events) {
        let done: boolean | undefined = true;
        try {
          done = pumps.get(fd)?.next().done;
        } catch {
          // Broken: the others go on.
        }
        if (!done) continue;
        pumps.delete(fd);
        epoll_ctl(set, EPOLL_CTL_DEL, fd);
      }
    }
  } finally {
    close(set);
  }
}
