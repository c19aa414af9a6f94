// mechanism: blocking
// passes: no
// note: aio_suspend in the signal handler for the rest holds the main thread
import { aiocb, aio_read, aio_return, aio_suspend, SIGEV_SIGNAL, SIGEV_NONE, SIGUSR2 } from 'posix';

type Done = (err: Error | null, count: number) => void;
interface Job { fd: number; block: aiocb; buffer: Uint8Array; count: number; done: Done }
const jobs: Job[] = [];

process.on('SIGUSR2', () => {
  // The signal has come, so it is there: get it, and the rest as well.
  const job = jobs.shift();
  if (!job) return;
  let err: Error | null = null;
  try {
    for (;;) {
      aio_suspend([job.block]);
      const n = aio_return(job.block);
      job.count += n;
      if (n === 0 || job.count === job.buffer.length) break;
      job.block = new aiocb({ aio_fildes: job.fd, aio_buf: job.buffer.subarray(job.count), aio_sigevent: { sigev_notify: SIGEV_NONE } });
      aio_read(job.block);
    }
  } catch (e) {
    err = e as Error;
  }
  job.done(err, job.count);
});

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  const block = new aiocb({ aio_fildes: fd, aio_buf: buffer, aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 } });
  jobs.push({ fd, block, buffer, count: 0, done });
  aio_read(block);
}
