import { aiocb, aio_read, aio_return, aio_suspend } from 'posix';

export function race(fds: number[], buffer: Uint8Array): number {
  // One after the other: whoever stands first in the line and stays silent holds everybody up.
  for (const [index, fd] of fds.entries()) {
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer });
    aio_read(block);
    aio_suspend([block]);
    if (aio_return(block) === buffer.length) return index;
  }
  return -1;
}
