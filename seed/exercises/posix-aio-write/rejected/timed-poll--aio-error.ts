// mechanism: timed-poll
// fails: notified, told-of-error
// note: looks at both requests every 1.2 seconds
import { aiocb, aio_error, aio_read, aio_return, aio_write, close, dup, EINPROGRESS } from 'posix';

export function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void {
  const own = dup(fd);
  const watch = (
    submit: (block: aiocb) => void,
    of: number,
    memory: Uint8Array,
    over: (err: Error | null, count: number) => void,
  ): void => {
    let count = 0;
    const ask = (): aiocb => {
      const block = new aiocb({ aio_fildes: of, aio_buf: memory.subarray(count) });
      submit(block);
      return block;
    };
    let block = ask();
    const timer = setInterval(() => {
      if (aio_error(block) === EINPROGRESS) return;
      let failure: Error | null = null;
      try {
        const moved = aio_return(block);
        count += moved;
        if (moved > 0 && count < memory.length) {
          block = ask();
          return;
        }
      } catch (error) {
        failure = error as Error;
      }
      clearInterval(timer);
      over(failure, count);
    }, 1200);
  };
  watch(aio_read, fd, buffer, heard);
  watch(aio_write, own, data, (error) => {
    close(own);
    sent(error);
  });
}
