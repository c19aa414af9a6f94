// mechanism: blocking
// fails: asleep-in, fd-kept, notified, returned, told, told-of-end, told-of-error, told-once
// note: waits in recv for the first, while the second speaks
import { recv } from 'posix';

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const buffer = Buffer.alloc(4096);
  let count = 0;
  for (const [from, fd] of fds.entries()) {
    let rest = '';
    for (let n = recv(fd, buffer); n > 0; n = recv(fd, buffer)) {
      const lines = (rest + buffer.toString('latin1', 0, n)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tell(from, line);
      count += lines.length;
    }
    tell(from, null);
  }
  return count;
}
