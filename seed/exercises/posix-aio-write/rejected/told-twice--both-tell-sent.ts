// mechanism: notified
// fails: data-path, not-early, taken, told-once
// note: an answer is taken for the proof that all was sent
import { aiocb, aio_read, aio_return, aio_write, close, dup, SIGEV_THREAD } from 'posix';

/** Goes on until all of the memory has been carried, or 0 says that no more will come. */
function carry(
  submit: (block: aiocb) => void,
  fd: number,
  memory: Uint8Array,
  over: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const ask = (): void => {
    const block = new aiocb({
      aio_fildes: fd,
      aio_buf: memory.subarray(count),
      aio_sigevent: {
        sigev_notify: SIGEV_THREAD,
        sigev_notify_function: () => {
          try {
            const got = aio_return(block);
            count += got;
            if (got > 0 && count < memory.length) return ask();
          } catch (error) {
            return over(error as Error, count);
          }
          over(null, count);
        },
      },
    });
    submit(block);
  };
  ask();
}

export function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void {
  const own = dup(fd);
  carry(aio_read, fd, buffer, (error, count) => {
    heard(error, count);
    // Of a broken connection one of the two requests hears the error, and the other may hear an end: that is no answer.
    if (count > 0) sent(null);
  });
  carry(aio_write, own, data, (error) => {
    close(own);
    sent(error);
  });
}
