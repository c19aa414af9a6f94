// mechanism: timed-poll
// fails: notified, told-of-error
// note: asks aio_error by a timer: the request is asynchronous, the waiting is not
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const ask = (): aiocb => {
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(count) });
    aio_read(block);
    return block;
  };
  let block = ask();
  const timer = setInterval(() => {
    if (aio_error(block) === EINPROGRESS) return;
    let error: Error | null = null;
    try {
      const got = aio_return(block);
      count += got;
      if (got > 0 && count < buffer.length) {
        block = ask();
        return;
      }
    } catch (failure) {
      error = failure as Error;
    }
    clearInterval(timer);
    done(error, count);
  }, 1000);
}
