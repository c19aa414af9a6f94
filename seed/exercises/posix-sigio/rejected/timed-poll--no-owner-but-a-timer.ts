// mechanism: timed-poll
// fails: notified, data-path, told-of-error
// note: O_ASYNC without F_SETOWN sends no signal; a timer hides that
import { fcntl, recv, F_GETFL, F_SETFL, O_ASYNC, O_NONBLOCK, PosixError } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  let count = 0;
  const timer = setInterval(() => {
    let failure: Error | null = null;
    try {
      while (count < buffer.length) {
        const got = recv(fd, buffer.subarray(count));
        if (got === 0) break;
        count += got;
      }
    } catch (error) {
      if (error instanceof PosixError && error.code === 'EAGAIN') return;
      failure = error as Error;
    }
    clearInterval(timer);
    done(failure, count);
  }, 1500);
}
