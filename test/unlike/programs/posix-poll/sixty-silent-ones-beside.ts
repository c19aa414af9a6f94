// mechanism: multiplexed
// passes: yes
// note: right, with 60 further silent descriptors and negative ones in the table
import { close, pipe2, poll, read, socketpair, AF_UNIX, SOCK_STREAM, POLLIN, POLLERR, POLLHUP, type pollfd } from 'posix';

type Tell = (from: number, what: string | Error | null) => void;

/** A table with a lot of other company in it: silent pipes and pairs, and holes. */
export function gather(fds: number[], tell: Tell): number {
  const company: number[] = [];
  for (let i = 0; i < 20; i++) company.push(...pipe2());
  for (let i = 0; i < 10; i++) company.push(...socketpair(AF_UNIX, SOCK_STREAM));
  const table: (pollfd & { who: number })[] = [];
  company.forEach((fd, i) => {
    // the writing end of a pipe is not asked for anything
    table.push({ fd, events: i < 40 && i % 2 === 1 ? 0 : POLLIN, who: -1 });
    table.push({ fd: -1, events: POLLIN, who: -1 });
  });
  fds.forEach((fd, who) => table.splice(who * 7, 0, { fd, events: POLLIN, who }));
  const rest = fds.map(() => Buffer.alloc(0));
  const chunk = Buffer.alloc(4096);
  let lines = 0;
  let open = fds.length;
  while (open > 0) {
    let ready = poll(table, -1);
    for (const entry of table) {
      if (ready === 0) break;
      if (!entry.revents) continue;
      ready--;
      if (entry.who < 0) throw new Error('company spoke');
      if (!(entry.revents & (POLLIN | POLLERR | POLLHUP))) continue;
      let n = 0;
      try {
        n = read(entry.fd, chunk);
      } catch (e) {
        entry.fd = -1;
        open--;
        tell(entry.who, e as Error);
        continue;
      }
      if (n === 0) {
        entry.fd = -1;
        open--;
        tell(entry.who, null);
        continue;
      }
      let text = Buffer.concat([rest[entry.who]!, chunk.subarray(0, n)]);
      for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10)) {
        lines++;
        tell(entry.who, text.toString('utf8', 0, at));
        text = text.subarray(at + 1);
      }
      rest[entry.who] = text;
    }
  }
  for (const fd of company) close(fd);
  return lines;
}
