// mechanism: blocking
// passes: no
// note: naps of 10 ms in Atomics.wait between aio_error
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';

// aio_error, and a nap of 10 ms between the questions.
const under = new Map<number, { block: aiocb; own: Uint8Array; at: number }>();
const bed = new Int32Array(new SharedArrayBuffer(4));
export function race(fds: number[], buffer: Uint8Array): number {
  const ask = (fd: number, own: Uint8Array, at: number) => {
    const block = new aiocb({ aio_fildes: fd, aio_buf: own.subarray(at) });
    aio_read(block);
    under.set(fd, { block, own, at });
  };
  for (const fd of fds) if (!under.has(fd)) ask(fd, new Uint8Array(buffer.length), 0);
  for (;;) {
    for (const [i, fd] of fds.entries()) {
      const u = under.get(fd)!;
      if (aio_error(u.block) === EINPROGRESS) continue;
      const at = u.at + aio_return(u.block);
      if (at < buffer.length) {
        ask(fd, u.own, at);
        continue;
      }
      buffer.set(u.own);
      under.delete(fd);
      return i;
    }
    Atomics.wait(bed, 0, 0, 10);
  }
}
