// note: the way of the C books: a master set, and a copy of its bits for each call
import { read, select, fd_set, FD_CLR, FD_ISSET, FD_SET } from 'posix';

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const master = new fd_set();
  const ready = new fd_set();
  let highest = 0;
  for (const fd of fds) {
    FD_SET(fd, master);
    highest = Math.max(highest, fd);
  }
  const rest = fds.map(() => '');
  let [count, open] = [0, fds.length];
  while (open > 0) {
    ready.bits.set(master.bits);
    let left = select(highest + 1, ready, null, null, null);
    for (let from = 0; left > 0 && from < fds.length; from += 1) {
      const fd = fds[from]!;
      if (!FD_ISSET(fd, ready)) continue;
      left -= 1;
      const bytes = Buffer.alloc(1024);
      let end: Error | null = null;
      let n = 0;
      try {
        n = read(fd, bytes);
      } catch (error) {
        end = error as Error;
      }
      if (n === 0) {
        FD_CLR(fd, master);
        open -= 1;
        tell(from, end);
        continue;
      }
      const lines = (rest[from]! + bytes.toString('latin1', 0, n)).split('\n');
      rest[from] = lines.pop()!;
      for (const line of lines) tell(from, line);
      count += lines.length;
    }
  }
  return count;
}
