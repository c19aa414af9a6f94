// mechanism: notified
// fails: returned-first
// note: one control block for every call: refused while the first request is under way
import { aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

type Done = (err: Error | null, count: number) => void;
const block = new aiocb();

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  let count = 0;
  const ask = (): void => {
    block.aio_fildes = fd;
    block.aio_buf = buffer.subarray(count);
    block.aio_nbytes = buffer.length - count;
    block.aio_sigevent = { sigev_notify: SIGEV_THREAD, sigev_notify_function: told };
    aio_read(block);
  };
  const told = (): void => {
    try {
      const got = aio_return(block);
      count += got;
      if (got > 0 && count < buffer.length) return ask();
    } catch (error) {
      return done(error as Error, count);
    }
    done(null, count);
  };
  ask();
}
