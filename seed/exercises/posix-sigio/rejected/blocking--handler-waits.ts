// mechanism: blocking
// fails: notified, data-path, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error
// note: the descriptor stays in blocking mode, so the first try does not come back
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC } from 'posix';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC);
  let count = 0;
  const look = (): void => {
    while (count < buffer.length) {
      const got = recv(fd, buffer.subarray(count));
      if (got === 0) break;
      count += got;
    }
    process.off('SIGIO', look);
    done(null, count);
  };
  process.on('SIGIO', look);
  setImmediate(look);
}
