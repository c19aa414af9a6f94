// mechanism: multiplexed
// fails: notified, asleep-in, data-path
// note: waits for readiness, and reads itself
import { poll, recv, POLLIN } from 'posix';

const kept = new Map<number, { room: Uint8Array; count: number }>();

export function race(fds: number[], buffer: Uint8Array): number {
  for (;;) {
    const set = fds.map((fd) => ({ fd, events: POLLIN, revents: 0 }));
    poll(set, -1);
    for (const [index, { fd, revents }] of set.entries()) {
      if (revents === 0) continue;
      const mine = kept.get(fd) ?? { room: new Uint8Array(buffer.length), count: 0 };
      kept.set(fd, mine);
      mine.count += recv(fd, mine.room.subarray(mine.count));
      if (mine.count < buffer.length) continue;
      kept.delete(fd);
      buffer.set(mine.room);
      return index;
    }
  }
}
