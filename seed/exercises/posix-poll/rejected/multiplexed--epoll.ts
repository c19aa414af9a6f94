// mechanism: multiplexed
// fails: asleep-in
// note: right, but by another call than the one to be learnt here
import { epoll_create1, epoll_ctl, epoll_wait, recv, close, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type epoll_event } from 'posix';

class Lines {
  #rest = '';

  push(bytes: Uint8Array): string[] {
    const lines = (this.#rest + Buffer.from(bytes).toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const set = epoll_create1();
  for (const [from, fd] of fds.entries()) epoll_ctl(set, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: from });
  const lines = fds.map(() => new Lines());
  const buffer = new Uint8Array(4096);
  const events: epoll_event[] = [];
  let count = 0;
  let open = fds.length;
  while (open > 0) {
    epoll_wait(set, events, 16, -1);
    for (const { data: from } of events) {
      const fd = fds[from]!;
      let over: Error | null = null;
      let n = 0;
      try {
        n = recv(fd, buffer);
      } catch (error) {
        over = error as Error;
      }
      for (const line of lines[from]!.push(buffer.subarray(0, n))) {
        count += 1;
        tell(from, line);
      }
      if (n > 0) continue;
      tell(from, over);
      epoll_ctl(set, EPOLL_CTL_DEL, fd);
      open -= 1;
    }
  }
  close(set);
  return count;
}
