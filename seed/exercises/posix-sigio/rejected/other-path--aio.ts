// mechanism: notified
// data-path: aio
// fails: data-path
// note: completion instead of readiness: the other exercise
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

type Done = (err: Error | null, count: number) => void;
interface Request {
  fd: number;
  buffer: Uint8Array;
  count: number;
  done: Done;
}

const outstanding = new Map<aiocb, Request>();

function submit(request: Request): void {
  const block = new aiocb({
    aio_fildes: request.fd,
    aio_buf: request.buffer.subarray(request.count),
    aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 },
  });
  outstanding.set(block, request);
  aio_read(block);
}

process.on('SIGUSR2', () => {
  for (const [block, request] of [...outstanding]) {
    if (aio_error(block) === EINPROGRESS) continue;
    outstanding.delete(block);
    let got: number;
    try {
      got = aio_return(block);
    } catch (error) {
      request.done(error as Error, request.count);
      continue;
    }
    request.count += got;
    if (got === 0 || request.count === request.buffer.length) request.done(null, request.count);
    else submit(request);
  }
});

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  submit({ fd, buffer, count: 0, done });
}
