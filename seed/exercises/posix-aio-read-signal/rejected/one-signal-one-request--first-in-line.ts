// mechanism: notified
// fails: told
// note: takes every signal for the end of the oldest request
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

interface Request {
  fd: number;
  buffer: Uint8Array;
  count: number;
  done: (err: Error | null, count: number) => void;
  block: aiocb;
}
const line: Request[] = [];

function ask(request: Omit<Request, 'block'>): Request {
  const block = new aiocb({
    aio_fildes: request.fd,
    aio_buf: request.buffer.subarray(request.count),
    aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 },
  });
  aio_read(block);
  return { ...request, block };
}

process.on('SIGUSR2', () => {
  const request = line[0];
  if (!request || aio_error(request.block) === EINPROGRESS) return;
  line.shift();
  try {
    const got = aio_return(request.block);
    request.count += got;
    if (got > 0 && request.count < request.buffer.length) line.unshift(ask(request));
    else request.done(null, request.count);
  } catch (error) {
    request.done(error as Error, request.count);
  }
});

export function receive(fd: number, buffer: Uint8Array, done: Request['done']): void {
  line.push(ask({ fd, buffer, count: 0, done }));
}
