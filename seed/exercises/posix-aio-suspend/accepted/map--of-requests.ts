// data-path: aio
// note: one request for each descriptor, kept from call to call
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS } from 'posix';

interface Request {
  readonly room: Uint8Array;
  block: aiocb;
  count: number;
}
const requests = new Map<number, Request>();

function ask(fd: number, room: Uint8Array, count: number): aiocb {
  const block = new aiocb({ aio_fildes: fd, aio_buf: room.subarray(count) });
  aio_read(block);
  return block;
}

export function race(fds: number[], buffer: Uint8Array): number {
  for (const fd of fds) {
    if (requests.has(fd)) continue;
    const room = new Uint8Array(buffer.length);
    requests.set(fd, { room, block: ask(fd, room, 0), count: 0 });
  }
  for (;;) {
    const mine = fds.map((fd) => requests.get(fd)!);
    aio_suspend(mine.map(({ block }) => block));
    for (const [index, request] of mine.entries()) {
      if (aio_error(request.block) === EINPROGRESS) continue;
      const fd = fds[index]!;
      request.count += aio_return(request.block);
      if (request.count === request.room.length) {
        requests.delete(fd);
        buffer.set(request.room);
        return index;
      }
      request.block = ask(fd, request.room, request.count);
    }
  }
}
