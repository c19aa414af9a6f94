// mechanism: busy-poll
// fails: notified, asleep-in, data-path, idle
// note: the requests are asynchronous, the loop around them is not
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS } from 'posix';

interface Request {
  room: Uint8Array;
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
    for (const [index, fd] of fds.entries()) {
      const request = requests.get(fd)!;
      if (aio_error(request.block) === EINPROGRESS) continue;
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
