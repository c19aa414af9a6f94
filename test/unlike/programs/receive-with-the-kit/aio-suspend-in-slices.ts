// mechanism: blocking
// passes: no
// note: aio_suspend with 50 ms at a time on the main thread; between two slices nothing else gets a turn
import { aio_error, aio_read, aio_return, aio_suspend, aiocb, EINPROGRESS, PosixError } from 'posix';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const block = new aiocb({ aio_fildes: fd, aio_buf: buffer });
  aio_read(block);
  process.nextTick(() => {
    while (aio_error(block) === EINPROGRESS) {
      try {
        aio_suspend([block], { tv_sec: 0, tv_nsec: 50_000_000 });
      } catch (err) {
        if (!(err instanceof PosixError && err.code === 'EAGAIN')) throw err;
      }
    }
    done(null, aio_return(block));
  });
}
