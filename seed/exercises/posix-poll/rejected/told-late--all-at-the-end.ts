// mechanism: multiplexed
// fails: fd-kept, returned, told, told-of-end, told-of-error, told-once
// note: collects, and tells when all have ended
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
  const news: [number, string | Error | null][] = [];
  let open = fds.length;
  const over = (from: number, why: Error | null): void => {
    news.push([from, why]);
    list[from]!.fd = -1;
    open -= 1;
  };
  while (open > 0) {
    poll(list, -1);
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
        news.push([from, line]);
      }
    }
  }
  for (const [from, what] of news) tell(from, what);
  return count;
}
