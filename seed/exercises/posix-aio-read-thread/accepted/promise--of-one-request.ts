// data-path: aio
// note: a promise for each request
import * as posix from 'posix';

const read = (fd: number, into: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const block = new posix.aiocb({
      aio_fildes: fd,
      aio_buf: into,
      aio_sigevent: {
        sigev_notify: posix.SIGEV_THREAD,
        sigev_notify_function: () => {
          try {
            resolve(posix.aio_return(block));
          } catch (error) {
            reject(error);
          }
        },
      },
    });
    posix.aio_read(block);
  });

async function fill(fd: number, buffer: Uint8Array, progress: { count: number }): Promise<void> {
  while (progress.count < buffer.length) {
    const got = await read(fd, buffer.subarray(progress.count));
    if (got === 0) return;
    progress.count += got;
  }
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const progress = { count: 0 };
  fill(fd, buffer, progress).then(
    () => done(null, progress.count),
    (error: Error) => done(error, progress.count),
  );
}
