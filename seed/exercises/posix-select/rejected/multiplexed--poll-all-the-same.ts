// mechanism: multiplexed
// fails: asleep-in
// note: the answer to the exercise before
import { poll, recv, POLLIN } from 'posix';

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
  let count = 0;
  while (over.size < fds.length) {
    const list = fds.map((fd) => ({ fd: over.has(fd) ? -1 : fd, events: POLLIN, revents: 0 }));
    poll(list, -1);
    for (const [from, fd] of fds.entries()) {
      if (over.has(fd) || list[from]!.revents === 0) continue;
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
