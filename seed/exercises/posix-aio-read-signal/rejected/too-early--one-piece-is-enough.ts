// mechanism: notified
// fails: not-early, told-of-end
// note: takes the first piece for the message
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

type Done = (err: Error | null, count: number) => void;
const outstanding = new Map<aiocb, Done>();

process.on('SIGUSR2', () => {
  for (const [block, done] of outstanding) {
    if (aio_error(block) === EINPROGRESS) continue;
    outstanding.delete(block);
    try {
      done(null, aio_return(block));
    } catch (error) {
      done(error as Error, 0);
    }
  }
});

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer,
    aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 },
  });
  outstanding.set(block, done);
  aio_read(block);
}
