// mechanism: busy-poll
// passes: no
// note: O_NONBLOCK is shared by dup: aio ends at once with EAGAIN and is asked again for ever
import { aiocb, aio_read, aio_return, aio_write, close, dup, fcntl, F_GETFL, F_SETFL, O_NONBLOCK, PosixError, SIGEV_THREAD } from 'posix';

// Asynchronous means non-blocking, so O_NONBLOCK first. If it says EAGAIN, ask again.
function make(fd: number, memory: Uint8Array, ask: (b: aiocb) => void, over: (err: Error | null, n: number) => void): void {
  let at = 0;
  let block: aiocb;
  const told = () => {
    try {
      const n = aio_return(block);
      at += n;
      if (n === 0 || at === memory.length) return over(null, at);
    } catch (e) {
      if (!(e instanceof PosixError && e.code === 'EAGAIN')) return over(e as Error, at);
    }
    go();
  };
  const go = () => {
    block = new aiocb({ aio_fildes: fd, aio_buf: memory.subarray(at), aio_sigevent: { sigev_notify: SIGEV_THREAD, sigev_notify_function: told } });
    ask(block);
  };
  go();
}

export function speak(fd: number, data: Uint8Array, sent: (err: Error | null) => void, buffer: Uint8Array, heard: (err: Error | null, count: number) => void): void {
  const second = dup(fd);
  fcntl(second, F_SETFL, fcntl(second, F_GETFL) | O_NONBLOCK);
  make(second, data, aio_write, (err) => {
    close(second);
    sent(err);
  });
  make(fd, buffer, aio_read, heard);
}
