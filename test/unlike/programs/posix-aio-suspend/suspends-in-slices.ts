// mechanism: blocking
// passes: no
// note: aio_suspend in slices of 20 ms: wakes in silence
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS, PosixError } from 'posix';

const under = new Map<number, { block: aiocb; own: Uint8Array; at: number }>();

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) {
    if (under.has(fd)) continue;
    const own = new Uint8Array(buffer.length);
    const block = new aiocb({ aio_fildes: fd, aio_buf: own });
    aio_read(block);
    under.set(fd, { block, own, at: 0 });
  }
  for (;;) {
    try {
      aio_suspend(fds.map((fd) => under.get(fd)!.block), { tv_sec: 0, tv_nsec: 20_000_000 });
    } catch (e) {
      if (e instanceof PosixError && (e.code === 'EAGAIN' || e.code === 'EINTR')) continue;
      throw e;
    }
    for (let i = 0; i < fds.length; i++) {
      const u = under.get(fds[i]!)!;
      if (aio_error(u.block) === EINPROGRESS) continue;
      u.at += aio_return(u.block);
      if (u.at === buffer.length) {
        buffer.set(u.own);
        under.delete(fds[i]!);
        return i;
      }
      u.block = new aiocb({ aio_fildes: fds[i]!, aio_buf: u.own.subarray(u.at) });
      aio_read(u.block);
    }
  }
}
