// mechanism: multiplexed
// passes: yes
// note: select on own high duplicates, closed at the end; lent ones untouched
import { close, dup, fcntl, select, read, fd_set, FD_SET, FD_ISSET, F_DUPFD } from 'posix';

// Own descriptors of the same sockets, high up (from 200 on), closed by us when the stream is over. The lent ones are not touched.
export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const mine = fds.map((fd, i) => (i === 0 ? dup(fd) : fcntl(fd, F_DUPFD, 200 + 50 * i)));
  const kept = mine.map(() => [] as string[]);
  const buf = new Uint8Array(256);
  let told = 0;
  const finish = (i: number, what: Error | null) => {
    close(mine[i]!);
    mine[i] = -1;
    tell(i, what);
  };
  while (mine.some((fd) => fd >= 0)) {
    const set = new fd_set();
    mine.filter((fd) => fd >= 0).forEach((fd) => FD_SET(fd, set));
    select(Math.max(...mine) + 1, set, null, null, null);
    mine.forEach((fd, i) => {
      if (fd < 0 || !FD_ISSET(fd, set)) return;
      let n;
      try {
        n = read(fd, buf);
      } catch (e) {
        return finish(i, e as Error);
      }
      if (n === 0) return finish(i, null);
      for (const c of Buffer.from(buf.subarray(0, n)).toString('latin1')) {
        if (c !== '\n') kept[i]!.push(c);
        else {
          told += 1;
          tell(i, kept[i]!.splice(0).join(''));
        }
      }
    });
  }
  return told;
}
