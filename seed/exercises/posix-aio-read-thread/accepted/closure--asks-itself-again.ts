// data-path: aio
// note: one closure that goes on until the buffer is full
import { aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const ask = (): void => {
    const block = new aiocb({
      aio_fildes: fd,
      aio_buf: buffer.subarray(count),
      aio_sigevent: {
        sigev_notify: SIGEV_THREAD,
        sigev_notify_function: () => {
          let got: number;
          try {
            got = aio_return(block);
          } catch (error) {
            done(error as Error, count);
            return;
          }
          count += got;
          if (got === 0 || count === buffer.length) done(null, count);
          else ask();
        },
      },
    });
    aio_read(block);
  };
  ask();
}
