// mechanism: notified
// fails: told-of-error
// note: aio_return throws, and nobody catches it
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

const outstanding = new Map<aiocb, (got: number) => void>();

process.on('SIGUSR2', () => {
  for (const [block, tell] of [...outstanding]) {
    if (aio_error(block) === EINPROGRESS) continue;
    outstanding.delete(block);
    tell(aio_return(block));
  }
});

function ask(fd: number, into: Uint8Array, tell: (got: number) => void): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: into,
    aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 },
  });
  outstanding.set(block, tell);
  aio_read(block);
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const next = (got: number): void => {
    count += got;
    if (got === 0 || count === buffer.length) done(null, count);
    else ask(fd, buffer.subarray(count), next);
  };
  ask(fd, buffer, next);
}
