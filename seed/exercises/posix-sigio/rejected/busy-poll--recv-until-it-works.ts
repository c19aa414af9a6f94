// mechanism: busy-poll
// fails: notified, data-path, idle, not-early, told-of-end, told-of-error
// note: O_NONBLOCK and a loop
import { fcntl, recv, F_GETFL, F_SETFL, O_NONBLOCK, PosixError } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  let count = 0;
  const again = (): void => {
    try {
      const got = recv(fd, buffer.subarray(count));
      count += got;
      if (got === 0 || count === buffer.length) return done(null, count);
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) return done(error as Error, count);
    }
    setImmediate(again);
  };
  setImmediate(again);
}
