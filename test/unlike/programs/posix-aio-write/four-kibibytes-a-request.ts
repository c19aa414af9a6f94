// mechanism: notified
// passes: yes
// note: dup for writing, 4 KiB requests, one signal for all
import { aiocb, aio_error, aio_read, aio_return, aio_write, close, fcntl, EINPROGRESS, F_DUPFD, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

// Page by page, one signal for everything, one list of steps. A step says whether it is over.
type Step = () => boolean;
let steps: Step[] = [];
process.on('SIGUSR2', () => {
  const now = steps;
  steps = [];
  steps = now.filter((step) => !step()).concat(steps);
});

const told = { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 } as const;

function stream(fd: number, memory: Uint8Array, page: number, ask: (b: aiocb) => void, over: (err: Error | null, n: number) => void): Step {
  let at = 0;
  let block: aiocb;
  const next = () => ask((block = new aiocb({ aio_fildes: fd, aio_buf: memory.subarray(at, at + page), aio_sigevent: told })));
  next();
  return () => {
    if (aio_error(block) === EINPROGRESS) return false;
    try {
      const n = aio_return(block);
      at += n;
      if (n > 0 && at < memory.length) {
        next();
        return false;
      }
      over(null, at);
    } catch (e) {
      over(e as Error, at);
    }
    return true;
  };
}

export function speak(fd: number, data: Uint8Array, sent: (err: Error | null) => void, buffer: Uint8Array, heard: (err: Error | null, count: number) => void): void {
  const out = fcntl(fd, F_DUPFD, 100);
  steps.push(stream(fd, buffer, buffer.length, aio_read, heard));
  steps.push(
    stream(out, data, 4096, aio_write, (err) => {
      close(out);
      sent(err);
    }),
  );
}
