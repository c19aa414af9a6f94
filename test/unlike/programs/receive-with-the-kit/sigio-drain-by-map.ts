// mechanism: notified
// passes: yes
// note: SIGIO tells that some descriptor is ready; all that wait are tried once, for one signal may stand for several
import { F_GETFL, F_SETFL, F_SETOWN, fcntl, MSG_DONTWAIT, O_ASYNC, PosixError, recv } from 'posix';

interface Waiting {
  readonly buffer: Uint8Array;
  readonly done: (err: Error | null, count: number) => void;
  count: number;
}
const all = new Map<number, Waiting>();

function attempt(fd: number, waiting: Waiting): void {
  try {
    const n = recv(fd, waiting.buffer.subarray(waiting.count), waiting.buffer.length - waiting.count, MSG_DONTWAIT);
    waiting.count += n;
    if (n > 0 && waiting.count < waiting.buffer.length) return;
    all.delete(fd);
    waiting.done(null, waiting.count);
  } catch (err) {
    if (err instanceof PosixError && err.code === 'EAGAIN') return;
    all.delete(fd);
    waiting.done(err as Error, waiting.count);
  }
}

process.on('SIGIO', () => all.forEach((waiting, fd) => attempt(fd, waiting)));

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const waiting: Waiting = { buffer, done, count: 0 };
  all.set(fd, waiting);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC);
  setImmediate(() => all.get(fd) === waiting && attempt(fd, waiting));
}
