// mechanism: multiplexed
// fails: asleep-in
// note: right, but by the call of an earlier exercise
import { poll, recv, send, shutdown, MSG_DONTWAIT, POLLIN, POLLOUT, SHUT_WR } from 'posix';

export function echo(fds: number[]): void {
  const list = fds.map((fd) => ({ fd, events: POLLIN, revents: 0 }));
  const owed = fds.map(() => Buffer.alloc(0));
  const buffer = Buffer.alloc(65536);
  while (list.some(({ fd }) => fd >= 0)) {
    poll(list, -1);
    for (const [index, each] of list.entries()) {
      if (each.fd < 0 || each.revents === 0) continue;
      try {
        if (owed[index]!.length === 0) {
          const n = recv(each.fd, buffer, buffer.length, MSG_DONTWAIT);
          owed[index] = Buffer.from(buffer.subarray(0, n));
          if (n === 0) shutdown(each.fd, SHUT_WR);
          if (n === 0) each.fd = -1;
        } else owed[index] = owed[index]!.subarray(send(each.fd, owed[index]!, undefined, MSG_DONTWAIT));
        each.events = owed[index]!.length > 0 ? POLLOUT : POLLIN;
      } catch {
        each.fd = -1;
      }
    }
  }
}
