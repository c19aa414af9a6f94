// mechanism: timed-poll
// passes: no
// note: SIGIO only sets a flag; a timer of 220 ms looks at the flag and fetches
import { F_GETFL, F_SETFL, F_SETOWN, fcntl, MSG_DONTWAIT, O_ASYNC, PosixError, recv } from 'posix';

let signalled = false;
process.on('SIGIO', () => (signalled = true));

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC);
  const timer = setInterval(() => {
    if (!signalled) return;
    signalled = false;
    try {
      const n = recv(fd, buffer, buffer.length, MSG_DONTWAIT);
      clearInterval(timer);
      done(null, n);
    } catch (err) {
      if (!(err instanceof PosixError && err.code === 'EAGAIN')) throw err;
    }
  }, 220);
}
