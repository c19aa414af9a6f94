// mechanism: multiplexed
// fails: asleep-in
// note: right, but by the call of an earlier exercise
import { poll, recv, send, POLLIN } from 'posix';

export function serve(fds: number[], tick: (n: number) => void): void {
  const list = fds.map((fd) => ({ fd, events: POLLIN, revents: 0 }));
  const buffer = new Uint8Array(4096);
  let ticks = 0;
  while (list.some(({ fd }) => fd >= 0)) {
    if (poll(list, 100) === 0) tick((ticks += 1));
    for (const entry of list) {
      if (entry.fd < 0 || entry.revents === 0) continue;
      const n = recv(entry.fd, buffer);
      if (n > 0) send(entry.fd, buffer, n);
      else entry.fd = -1;
    }
  }
}
