// mechanism: notified
// fails: ready-path
// note: completion is better, but it is not what was asked for
import { aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

type Done = (err: Error | null, count: number) => void;

function byCompletion(fd: number, buffer: Uint8Array, done: Done): void {
  let count = 0;
  const ask = (): void => {
    const block = new aiocb({
      aio_fildes: fd,
      aio_buf: buffer.subarray(count),
      aio_sigevent: {
        sigev_notify: SIGEV_THREAD,
        sigev_notify_function: () => {
          try {
            const got = aio_return(block);
            count += got;
            if (got > 0 && count < buffer.length) return ask();
          } catch (error) {
            return done(error as Error, count);
          }
          done(null, count);
        },
      },
    });
    aio_read(block);
  };
  ask();
}

export const createReceivers = () => ({ byReadiness: byCompletion, byCompletion });
