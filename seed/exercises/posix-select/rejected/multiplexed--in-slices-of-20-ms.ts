// mechanism: multiplexed
// fails: asleep-in, idle
// note: wakes for nothing: a time-out that is good for nothing
import { recv, select, fd_set, FD_ISSET, FD_SET, FD_ZERO } from 'posix';

class Lines {
  #rest = '';

  push(bytes: Uint8Array): string[] {
    const lines = (this.#rest + Buffer.from(bytes).toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const lines = fds.map(() => new Lines());
  const buffer = new Uint8Array(4096);
  const over = new Set<number>();
  const set = new fd_set();
  let count = 0;
  while (over.size < fds.length) {
    FD_ZERO(set);
    for (const fd of fds) if (!over.has(fd)) FD_SET(fd, set);
    if (select(Math.max(...fds) + 1, set, null, null, { tv_sec: 0, tv_usec: 20_000 }) === 0) continue;
    for (const [from, fd] of fds.entries()) {
      if (!FD_ISSET(fd, set)) continue;
      let n: number;
      try {
        n = recv(fd, buffer);
      } catch (error) {
        over.add(fd);
        tell(from, error as Error);
        continue;
      }
      if (n === 0) {
        over.add(fd);
        tell(from, null);
      }
      for (const line of lines[from]!.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
    }
  }
  return count;
}
