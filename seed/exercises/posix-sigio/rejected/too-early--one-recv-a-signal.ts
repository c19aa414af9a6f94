// mechanism: notified
// fails: not-early, told-of-end, told-of-error
// note: one signal, one recv, one message
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError } from 'posix';

type Done = (err: Error | null, count: number) => void;
const waiting = new Map<number, { buffer: Uint8Array; done: Done }>();

function look(): void {
  for (const [fd, { buffer, done }] of waiting) {
    try {
      const got = recv(fd, buffer);
      waiting.delete(fd);
      done(null, got);
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) throw error;
    }
  }
}
process.on('SIGIO', look);

export function receive(fd: number, buffer: Uint8Array, done: Done): void {
  waiting.set(fd, { buffer, done });
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  setImmediate(look);
}
