// mechanism: multiplexed
// fails: asleep-in, idle
// note: wakes for nothing: a time-out that is good for nothing
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
  const list = fds.map((fd) => ({ fd, events: POLLIN, revents: 0 }));
  const lines = fds.map(() => new Lines());
  const buffer = new Uint8Array(4096);
  let count = 0;
  let open = fds.length;
  const over = (from: number, why: Error | null): void => {
    tell(from, why);
    list[from]!.fd = -1;
    open -= 1;
  };
  while (open > 0) {
    if (poll(list, 20) === 0) continue;
    for (const [from, { fd, revents }] of list.entries()) {
      if (fd < 0 || revents === 0) continue;
      let n: number;
      try {
        n = recv(fd, buffer);
      } catch (error) {
        over(from, error as Error);
        continue;
      }
      if (n === 0) over(from, null);
      for (const line of lines[from]!.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
    }
  }
  return count;
}
