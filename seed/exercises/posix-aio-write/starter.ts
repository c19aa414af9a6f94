import { aiocb, aio_read, aio_return, aio_write, SIGEV_THREAD } from 'posix';

export function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void {
  const reading = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer,
    aio_sigevent: { sigev_notify: SIGEV_THREAD, sigev_notify_function: () => heard(null, aio_return(reading)) },
  });
  aio_read(reading);
  // On the same descriptor: this one waits in the queue until the reading is done.
  const writing = new aiocb({
    aio_fildes: fd,
    aio_buf: data,
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_notify_function: () => {
        aio_return(writing);
        sent(null);
      },
    },
  });
  aio_write(writing);
}
