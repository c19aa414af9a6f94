// data-path: aio
// note: SIGUSR2 for both directions, promises on top
import * as p from 'posix';

const open = new Map<p.aiocb, PromiseWithResolvers<number>>();
process.on('SIGUSR2', () => {
  for (const [block, { resolve, reject }] of [...open]) {
    if (p.aio_error(block) === p.EINPROGRESS) continue;
    open.delete(block);
    try {
      resolve(p.aio_return(block));
    } catch (error) {
      reject(error);
    }
  }
});

function request(submit: typeof p.aio_read, fd: number, part: Uint8Array): Promise<number> {
  const block = new p.aiocb({
    aio_fildes: fd,
    aio_buf: part,
    aio_sigevent: { sigev_notify: p.SIGEV_SIGNAL, sigev_signo: p.SIGUSR2 },
  });
  const settle = Promise.withResolvers<number>();
  open.set(block, settle);
  submit(block);
  return settle.promise;
}

async function all(submit: typeof p.aio_read, fd: number, memory: Uint8Array, sum: { count: number }): Promise<void> {
  while (sum.count < memory.length) {
    const moved = await request(submit, fd, memory.subarray(sum.count));
    if (moved === 0) break;
    sum.count += moved;
  }
}

export function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void {
  const out = p.dup(fd);
  all(p.aio_write, out, data, { count: 0 })
    .finally(() => p.close(out))
    .then(
      () => sent(null),
      (error: Error) => sent(error),
    );
  const sum = { count: 0 };
  all(p.aio_read, fd, buffer, sum).then(
    () => heard(null, sum.count),
    (error: Error) => heard(error, sum.count),
  );
}
