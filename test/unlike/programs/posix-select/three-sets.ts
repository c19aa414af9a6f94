// mechanism: multiplexed
// passes: yes
// note: three sets, drain with MSG_DONTWAIT until EAGAIN
import { fd_set, select, recv, FD_ZERO, FD_SET, FD_CLR, FD_ISSET, MSG_DONTWAIT, PosixError } from 'posix';

// All three sets, as in the book. Nothing is to be written, and nobody sends out-of-band: two of them stay empty or silent.
export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const readable = new fd_set();
  const writable = new fd_set();
  const special = new fd_set();
  const alive = new Map(fds.map((fd, from) => [fd, { from, text: '' }]));
  let lines = 0;

  while (alive.size > 0) {
    FD_ZERO(readable);
    FD_ZERO(writable);
    FD_ZERO(special);
    let nfds = 0;
    for (const fd of alive.keys()) {
      FD_SET(fd, readable);
      FD_SET(fd, writable);
      FD_CLR(fd, writable);
      FD_SET(fd, special);
      nfds = Math.max(nfds, fd + 1);
    }
    let left = select(nfds, readable, writable, special, null);
    for (let fd = nfds - 1; fd >= 0 && left > 0; fd -= 1) {
      if (FD_ISSET(fd, special)) left -= 1;
      if (!FD_ISSET(fd, readable)) continue;
      left -= 1;
      drain(fd);
    }
  }
  return lines;

  function drain(fd: number): void {
    const one = alive.get(fd)!;
    const bytes = Buffer.allocUnsafe(33);
    for (;;) {
      let n: number;
      try {
        n = recv(fd, bytes, bytes.length, MSG_DONTWAIT);
      } catch (e) {
        if (e instanceof PosixError && e.code === 'EAGAIN') return;
        alive.delete(fd);
        tell(one.from, e as Error);
        return;
      }
      if (n === 0) {
        alive.delete(fd);
        tell(one.from, null);
        return;
      }
      one.text += bytes.toString('latin1', 0, n);
      let cut;
      while ((cut = one.text.indexOf('\n')) !== -1) {
        lines += 1;
        tell(one.from, one.text.slice(0, cut));
        one.text = one.text.slice(cut + 1);
      }
    }
  }
}
