// data-path: signal-then-read
// note: every message is a listener of the signal until it is complete
import { EventEmitter } from 'node:events';
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError } from 'posix';

const ready = new EventEmitter().setMaxListeners(0);
process.on('SIGIO', () => ready.emit('ready'));

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  let over = false;
  const finish = (error: Error | null): void => {
    over = true;
    ready.off('ready', look);
    done(error, count);
  };
  const look = (): void => {
    if (over) return;
    for (;;) {
      let got: number;
      try {
        got = recv(fd, buffer.subarray(count));
      } catch (error) {
        if (error instanceof PosixError && error.code === 'EAGAIN') return;
        return finish(error as Error);
      }
      count += got;
      if (got === 0 || count === buffer.length) return finish(null);
    }
  };
  ready.on('ready', look);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  setImmediate(look);
}
