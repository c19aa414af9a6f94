// mechanism: blocking
// fails: right-bytes
// note: an earlier call's requests write into the buffer of that call
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS } from 'posix';

const blocks = new Map<number, { block: aiocb; count: number }>();

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) {
    if (blocks.has(fd)) continue;
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer });
    aio_read(block);
    blocks.set(fd, { block, count: 0 });
  }
  for (;;) {
    aio_suspend(fds.map((fd) => blocks.get(fd)!.block));
    for (const [index, fd] of fds.entries()) {
      const mine = blocks.get(fd)!;
      if (aio_error(mine.block) === EINPROGRESS) continue;
      mine.count += aio_return(mine.block);
      if (mine.count >= buffer.length) {
        blocks.delete(fd);
        return index;
      }
      mine.block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(mine.count) });
      aio_read(mine.block);
    }
  }
}
