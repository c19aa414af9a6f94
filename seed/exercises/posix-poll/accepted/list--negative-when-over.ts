// note: one list for the whole time; what is over gets a negative descriptor
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
  while (open > 0) {
    poll(list, -1);
    for (const [from, entry] of list.entries()) {
      if (entry.fd < 0 || entry.revents === 0) continue;
      let over: Error | null | undefined;
      try {
        const n = recv(entry.fd, buffer);
        if (n === 0) over = null;
        for (const line of lines[from]!.push(buffer.subarray(0, n))) {
          count += 1;
          tell(from, line);
        }
      } catch (error) {
        over = error as Error;
      }
      if (over === undefined) continue;
      tell(from, over);
      entry.fd = -1;
      open -= 1;
    }
  }
  return count;
}
