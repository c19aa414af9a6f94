// mechanism: blocking
// fails: asleep-in, fd-kept, notified, returned, told, told-of-end, told-of-error, told-once
// note: waits in recv for the first, while the second speaks
import { recv } from 'posix';

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
  for (const [from, fd] of fds.entries()) {
    const lines = new Lines();
    for (let n = recv(fd, buffer); n > 0; n = recv(fd, buffer)) {
      for (const line of lines.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
    }
    tell(from, null);
  }
  return count;
}
