// mechanism: multiplexed
// fails: fd-kept, returned, told, told-of-error, told-once
// note: the second call is asked only about what the first one answered
import { recv, select, fd_set, FD_CLR, FD_ISSET, FD_SET } from 'posix';

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
  for (const fd of fds) FD_SET(fd, set);
  while (over.size < fds.length) {
    select(Math.max(...fds) + 1, set, null, null, null);
    for (const [from, fd] of fds.entries()) {
      if (!FD_ISSET(fd, set)) continue;
      let n: number;
      try {
        n = recv(fd, buffer);
      } catch (error) {
        over.add(fd);
        FD_CLR(fd, set);
        tell(from, error as Error);
        continue;
      }
      if (n === 0) {
        over.add(fd);
        FD_CLR(fd, set);
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
