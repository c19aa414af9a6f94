// note: a generator of what happens; every ready one is emptied until EAGAIN
import { poll, recv, MSG_DONTWAIT, PosixError, POLLIN } from 'posix';

type News = readonly [from: number, bytes: Buffer | Error | null];

function drain(fd: number): { chunks: Buffer[]; end: Error | null | undefined } {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(64);
    try {
      const n = recv(fd, chunk, chunk.length, MSG_DONTWAIT);
      if (n === 0) return { chunks, end: null };
      chunks.push(chunk.subarray(0, n));
    } catch (error) {
      const again = error instanceof PosixError && error.code === 'EAGAIN';
      return { chunks, end: again ? undefined : (error as Error) };
    }
  }
}

function* news(fds: readonly number[]): Generator<News> {
  const over = new Set<number>();
  while (over.size < fds.length) {
    const list = fds.map((fd, from) => ({ fd: over.has(from) ? -1 : fd, events: POLLIN, revents: 0 }));
    poll(list, -1);
    for (const [from, { fd, revents }] of list.entries()) {
      if (fd < 0 || revents === 0) continue;
      const { chunks, end } = drain(fd);
      for (const chunk of chunks) yield [from, chunk];
      if (end === undefined) continue;
      over.add(from);
      yield [from, end];
    }
  }
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const pending: Buffer[] = fds.map(() => Buffer.alloc(0));
  let count = 0;
  for (const [from, what] of news(fds)) {
    if (what === null || what instanceof Error) {
      tell(from, what);
      continue;
    }
    let rest = Buffer.concat([pending[from]!, what]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      tell(from, rest.toString('latin1', 0, at));
      rest = rest.subarray(at + 1);
      count += 1;
    }
    pending[from] = rest;
  }
  return count;
}
