// note: closures; completion by SIGEV_THREAD
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError, aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

type Done = (err: Error | null, count: number) => void;

const awaited = new Set<() => void>();
process.on('SIGIO', () => awaited.forEach((look) => look()));

function byReadiness(fd: number, buffer: Uint8Array, done: Done): void {
  let count = 0;
  const look = (): void => {
    let failure: Error | null = null;
    try {
      while (count < buffer.length) {
        const got = recv(fd, buffer.subarray(count));
        if (got === 0) break;
        count += got;
      }
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return;
      failure = error as Error;
    }
    if (awaited.delete(look)) done(failure, count);
  };
  awaited.add(look);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  setImmediate(() => awaited.has(look) && look());
}

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

export const createReceivers = () => ({ byReadiness, byCompletion });
