// mechanism: notified
// fails: not-early, told-of-end
// note: takes the first piece for the message
import { aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer,
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_notify_function: () => {
        try {
          done(null, aio_return(block));
        } catch (error) {
          done(error as Error, 0);
        }
      },
    },
  });
  aio_read(block);
}
