// mechanism: blocking
// passes: yes
// note: 8-byte requests, aio_suspend without time-out, null entries
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS } from 'posix';

// Each descriptor a coroutine that asks for eight bytes at a time; the requests outlive the call.
interface Source { block: aiocb; got: number[] }
const sources = new Map<number, Source>();

function ask(fd: number): aiocb {
  const block = new aiocb({ aio_fildes: fd, aio_buf: new Uint8Array(8) });
  aio_read(block);
  return block;
}

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) if (!sources.has(fd)) sources.set(fd, { block: ask(fd), got: [] });
  for (;;) {
    // null entries are passed over, says the man page
    aio_suspend([null, ...fds.map((fd) => sources.get(fd)!.block), null]);
    for (const [index, fd] of fds.entries()) {
      const s = sources.get(fd)!;
      if (aio_error(s.block) === EINPROGRESS) continue;
      const n = aio_return(s.block);
      s.got.push(...(s.block.aio_buf as Uint8Array).subarray(0, n));
      s.block = ask(fd);
      if (s.got.length >= buffer.length) {
        buffer.set(s.got.splice(0, buffer.length));
        return index;
      }
    }
  }
}
