// mechanism: multiplexed
// fails: notified, asleep-in
// note: waits in poll, which is another exercise
import { poll, recv, POLLIN } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  let count = 0;
  while (count < buffer.length) {
    poll([{ fd, events: POLLIN }], -1);
    const n = recv(fd, buffer.subarray(count));
    if (n === 0) break;
    count += n;
  }
  return count;
}
