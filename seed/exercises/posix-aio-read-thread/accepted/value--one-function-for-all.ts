// data-path: aio
// note: as in C: one function, and sigev_value says which request
import { aiocb, aio_read, aio_return, SIGEV_THREAD } from 'posix';

type Done = (err: Error | null, count: number) => void;
const requests: { block: aiocb; buffer: Uint8Array; count: number; done: Done }[] = [];

function finished(number: number): void {
  const request = requests[number];
  if (!request) return;
  const { block, buffer, done } = request;
  try {
    const got = aio_return(block);
    request.count += got;
    if (got > 0 && request.count < buffer.length) {
      block.aio_buf = buffer.subarray(request.count);
      block.aio_nbytes = buffer.length - request.count;
      aio_read(block);
      return;
    }
  } catch (error) {
    done(error as Error, request.count);
    return;
  }
  done(null, request.count);
}

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer,
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_value: requests.length,
      sigev_notify_function: finished,
    },
  });
  requests.push({ block, buffer, count: 0, done });
  aio_read(block);
}
