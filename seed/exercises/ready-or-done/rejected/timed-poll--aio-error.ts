// mechanism: timed-poll
// fails: notified, told-of-end
// note: readiness is told, completion is asked for every 1.1 seconds
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError, aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';

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
  const ask = (): aiocb => {
    const block = new aiocb({ aio_fildes: fd, aio_buf: buffer.subarray(count) });
    aio_read(block);
    return block;
  };
  let block = ask();
  const timer = setInterval(() => {
    while (aio_error(block) !== EINPROGRESS) {
      const got = aio_return(block);
      count += got;
      if (got === 0 || count === buffer.length) {
        clearInterval(timer);
        done(null, count);
        return;
      }
      block = ask();
    }
  }, 1100);
}

export const createReceivers = () => ({ byReadiness, byCompletion });
