// mechanism: busy-poll
// fails: notified, data-path, idle, not-early, told-of-end, told-of-error
// note: asks at every turn of the loop
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const ask = (): void => {
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(count) });
    aio_read(block);
    const look = (): void => {
      if (aio_error(block) === EINPROGRESS) {
        setImmediate(look);
        return;
      }
      try {
        const got = aio_return(block);
        count += got;
        if (got > 0 && count < buffer.length) ask();
        else done(null, count);
      } catch (error) {
        done(error as Error, count);
      }
    };
    setImmediate(look);
  };
  ask();
}
