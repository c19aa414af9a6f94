// mechanism: busy-poll
// passes: no
// note: a real asynchronous read, and then aio_error at every turn of the loop: handed over, and not left alone
import { aio_error, aio_read, aio_return, aiocb, EINPROGRESS } from 'posix';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const request = new aiocb({ aio_fildes: fd, aio_buf: buffer });
  aio_read(request);
  setImmediate(function look(): void {
    const status = aio_error(request);
    if (status === EINPROGRESS) setImmediate(look);
    else done(null, aio_return(request));
  });
}
