// note: those still open are kept in a map, the list is made anew for each call, one reading a turn
import { poll, read, POLLIN, POLLRDHUP, type pollfd } from 'posix';

interface Speaker {
  readonly from: number;
  text: string;
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const open = new Map<number, Speaker>(fds.map((fd, from) => [fd, { from, text: '' }]));
  let count = 0;
  const over = (fd: number, why: Error | null): void => {
    tell(open.get(fd)!.from, why);
    open.delete(fd);
  };
  while (open.size > 0) {
    const list: pollfd[] = [...open.keys()].map((fd) => ({ fd, events: POLLIN | POLLRDHUP }));
    poll(list, -1);
    const ready = list.find(({ revents }) => revents);
    if (!ready) continue;
    const speaker = open.get(ready.fd)!;
    const bytes = Buffer.alloc(512);
    let n: number;
    try {
      n = read(ready.fd, bytes);
    } catch (error) {
      over(ready.fd, error as Error);
      continue;
    }
    if (n === 0) {
      over(ready.fd, null);
      continue;
    }
    speaker.text += bytes.toString('utf8', 0, n);
    for (let at = speaker.text.indexOf('\n'); at >= 0; at = speaker.text.indexOf('\n')) {
      count += 1;
      tell(speaker.from, speaker.text.slice(0, at));
      speaker.text = speaker.text.slice(at + 1);
    }
  }
  return count;
}
