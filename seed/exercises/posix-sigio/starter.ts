import { recv, O_ASYNC, O_NONBLOCK, F_GETFL, F_SETFL, fcntl } from 'posix';

// Nobody has said yet to whom the signal shall be sent, and one signal is taken for one piece.
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  process.once('SIGIO', () => done(null, recv(fd, buffer)));
}
