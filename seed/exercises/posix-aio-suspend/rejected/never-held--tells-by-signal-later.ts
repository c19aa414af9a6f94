// mechanism: none
// fails: notified, held, asleep-in, data-path, idle, told, right-bytes
// note: asks, and returns before anything has come
import { aiocb, aio_read } from 'posix';

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) aio_read(new aiocb({ aio_fildes: fd, aio_buf: new Uint8Array(buffer.length) }));
  return -1;
}
