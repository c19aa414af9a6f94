// mechanism: blocking
// fails: told, data-path
// note: forgets what is under way, so the next message goes into a buffer that nobody looks at
import { aiocb, aio_error, aio_read, aio_return, aio_suspend, EINPROGRESS } from 'posix';

export function race(fds: number[], buffer: Uint8Array): number {
  const rooms = fds.map(() => new Uint8Array(buffer.length));
  const counts = fds.map(() => 0);
  const ask = (index: number): aiocb => {
    const block = new aiocb({ aio_fildes: fds[index]!, aio_buf: rooms[index]!.subarray(counts[index]) });
    aio_read(block);
    return block;
  };
  const blocks = fds.map((_fd, index) => ask(index));
  for (;;) {
    aio_suspend(blocks);
    for (const [index, block] of blocks.entries()) {
      if (aio_error(block) === EINPROGRESS) continue;
      counts[index]! += aio_return(block);
      if (counts[index] === buffer.length) {
        buffer.set(rooms[index]!);
        return index;
      }
      blocks[index] = ask(index);
    }
  }
}
