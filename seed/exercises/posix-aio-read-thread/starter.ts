import { aiocb, aio_read, aio_return, aio_suspend } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const block = new aiocb({ aio_fildes: fd, aio_buf: buffer });
  aio_read(block);
  // The request is made, and nobody is to be told of its end: so this waits for it, inside `receive`.
  aio_suspend([block]);
  done(null, aio_return(block));
}
