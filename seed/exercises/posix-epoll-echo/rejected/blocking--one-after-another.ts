// mechanism: blocking
// fails: asleep-in, fd-kept, nothing-left-open, notified, paid-back, told, told-of-end
// note: serves the first until its end, while the second waits
import { recv, send, shutdown, SHUT_WR } from 'posix';

export function echo(fds: number[]): void {
  const buffer = new Uint8Array(65536);
  for (const fd of fds) {
    for (let n = recv(fd, buffer); n > 0; n = recv(fd, buffer)) send(fd, buffer, n);
    shutdown(fd, SHUT_WR);
  }
}
