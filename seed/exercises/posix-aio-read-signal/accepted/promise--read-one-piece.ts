// data-path: aio
// note: a promise for each piece, an async loop for the message
import * as posix from 'posix';

const pieces = new Set<{ block: posix.aiocb; settle: PromiseWithResolvers<number> }>();

process.on('SIGUSR2', () => {
  for (const piece of pieces) {
    if (posix.aio_error(piece.block) === posix.EINPROGRESS) continue;
    pieces.delete(piece);
    try {
      piece.settle.resolve(posix.aio_return(piece.block));
    } catch (error) {
      piece.settle.reject(error);
    }
  }
});

function readPiece(fd: number, into: Uint8Array): Promise<number> {
  const block = new posix.aiocb({
    aio_fildes: fd,
    aio_buf: into,
    aio_sigevent: { sigev_notify: posix.SIGEV_SIGNAL, sigev_signo: posix.SIGUSR2 },
  });
  const settle = Promise.withResolvers<number>();
  pieces.add({ block, settle });
  posix.aio_read(block);
  return settle.promise;
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  (async () => {
    while (count < buffer.length) {
      const got = await readPiece(fd, buffer.subarray(count));
      if (got === 0) break;
      count += got;
    }
  })().then(
    () => done(null, count),
    (error: Error) => done(error, count),
  );
}
