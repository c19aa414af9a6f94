// mechanism: busy-poll
// passes: no
// note: sockets are always writable: select returns at once
import { select, recv, fd_set, FD_SET, FD_ISSET, FD_ZERO } from 'posix';

// Ask for everything: readable, writable and exceptional.
export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const rest = new Map(fds.map((fd) => [fd, '']));
  const buffer = new Uint8Array(1024);
  const r = new fd_set();
  const w = new fd_set();
  let count = 0;
  while (rest.size > 0) {
    FD_ZERO(r);
    FD_ZERO(w);
    for (const fd of rest.keys()) {
      FD_SET(fd, r);
      FD_SET(fd, w);
    }
    select(Math.max(...rest.keys()) + 1, r, w, null, null);
    for (const fd of [...rest.keys()]) {
      if (!FD_ISSET(fd, r)) continue;
      const from = fds.indexOf(fd);
      try {
        const n = recv(fd, buffer);
        if (n === 0) {
          rest.delete(fd);
          tell(from, null);
          continue;
        }
        const parts = (rest.get(fd)! + Buffer.from(buffer.subarray(0, n)).toString()).split('\n');
        rest.set(fd, parts.pop()!);
        for (const line of parts) {
          count++;
          tell(from, line);
        }
      } catch (e) {
        rest.delete(fd);
        tell(from, e as Error);
      }
    }
  }
  return count;
}
