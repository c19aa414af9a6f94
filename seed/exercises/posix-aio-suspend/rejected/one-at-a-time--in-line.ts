// mechanism: blocking
// fails: told, data-path, right-bytes
// note: waits for the first before it asks the second
import { aiocb, aio_read, aio_return, aio_suspend } from 'posix';

export function race(fds: number[], buffer: Uint8Array): number {
  for (const [index, fd] of fds.entries()) {
    let count = 0;
    while (count < buffer.length) {
      const block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(count) });
      aio_read(block);
      aio_suspend([block]);
      const got = aio_return(block);
      if (got === 0) break;
      count += got;
    }
    if (count === buffer.length) return index;
  }
  return -1;
}
