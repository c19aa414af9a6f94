// mechanism: blocking
// fails: notified, data-path, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error
// note: hands it over, and then stands there
import { aiocb, aio_read, aio_return, aio_suspend } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  while (count < buffer.length) {
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(count) });
    aio_read(block);
    aio_suspend([block]);
    const got = aio_return(block);
    if (got === 0) break;
    count += got;
  }
  done(null, count);
}
