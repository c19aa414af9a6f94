// mechanism: notified
// fails: told
// note: what came before the signal was asked for is announced by none
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError } from 'posix';

const waiting = new Set<() => void>();
process.on('SIGIO', () => waiting.forEach((look) => look()));

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const look = (): void => {
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
    waiting.delete(look);
    done(failure, count);
  };
  waiting.add(look);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
}
