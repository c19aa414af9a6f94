// mechanism: multiplexed
// passes: yes
// note: EPOLLET both directions, bounded ring, until EAGAIN
import { close, epoll_create1, epoll_ctl, epoll_wait, recv, send, shutdown, PosixError, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLET, EPOLLIN, EPOLLOUT, EPOLLRDHUP, MSG_DONTWAIT, SHUT_WR, type epoll_event } from 'posix';

/* Edge-triggered, both directions asked for once and never changed; a bounded ring for each connection. */
const SIZE = 8192;
interface conn { fd: number; ring: Uint8Array; head: number; used: number; eof: boolean }

function attempt(f: () => number): number | 'again' {
  try {
    return f();
  } catch (e) {
    if (e instanceof PosixError && e.code === 'EAGAIN') return 'again';
    throw e;
  }
}

/* returns false when the connection is done with */
function pump(c: conn): boolean {
  for (;;) {
    let moved = false;
    if (!c.eof && c.used < SIZE) {
      const tail = (c.head + c.used) % SIZE;
      const room = tail >= c.head && c.used < SIZE ? (c.used === 0 ? SIZE - tail : (tail >= c.head ? SIZE - tail : c.head - tail)) : c.head - tail;
      const n = attempt(() => recv(c.fd, c.ring.subarray(tail, tail + room), room, MSG_DONTWAIT));
      if (n === 0) { c.eof = true; moved = true; }
      else if (n !== 'again') { c.used += n; moved = true; }
    }
    if (c.used > 0) {
      const run = Math.min(c.used, SIZE - c.head);
      const n = attempt(() => send(c.fd, c.ring.subarray(c.head, c.head + run), run, MSG_DONTWAIT));
      if (n !== 'again') { c.head = (c.head + n) % SIZE; c.used -= n; moved = true; }
    }
    if (c.eof && c.used === 0) { shutdown(c.fd, SHUT_WR); return false; }
    if (!moved) return true;
  }
}

export function echo(fds: number[]): void {
  const ep = epoll_create1();
  const conns = new Map<number, conn>();
  for (const fd of fds) {
    conns.set(fd, { fd, ring: new Uint8Array(SIZE), head: 0, used: 0, eof: false });
    epoll_ctl(ep, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, data: fd });
  }
  const evs: epoll_event[] = [];
  while (conns.size > 0) {
    epoll_wait(ep, evs, 64, -1);
    for (const ev of evs) {
      const c = conns.get(ev.data)!;
      let stays = false;
      try {
        stays = pump(c);
      } catch {
        stays = false;
      }
      if (!stays) {
        conns.delete(c.fd);
        epoll_ctl(ep, EPOLL_CTL_DEL, c.fd);
      }
    }
  }
  close(ep);
}
