import { recv } from 'posix';

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
  const buffer = new Uint8Array(4096);
  let count = 0;
  // One after another: while the first is silent, nobody hears the second.
  for (const [from, fd] of fds.entries()) {
    const lines = new Lines();
    for (;;) {
      const n = recv(fd, buffer);
      if (n === 0) break;
      for (const line of lines.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
    }
    tell(from, null);
  }
  return count;
}
