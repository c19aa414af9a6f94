import { recv, select, fd_set, FD_SET, FD_ISSET } from 'posix';

/** Bytes in, whole lines out; what is not yet a whole line is kept for the next time. */
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
  let count = 0;
  let open = fds.length;
  // Filled once, counted as an array is counted: two mistakes that everybody makes with select, and there are more below.
  const set = new fd_set();
  for (const fd of fds) FD_SET(fd, set);
  while (open > 0) {
    select(fds.length, set, null, null, null);
    for (const [from, fd] of fds.entries()) {
      if (!FD_ISSET(fd, set)) continue;
      const n = recv(fd, buffer);
      if (n === 0) {
        tell(from, null);
        open -= 1;
      }
      for (const line of lines[from]!.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
    }
  }
  return count;
}
