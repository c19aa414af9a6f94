// data-path: aio
// note: every request is an object that looks at itself at each signal
import { EventEmitter } from 'node:events';
import { aiocb, aio_error, aio_read, aio_return, EINPROGRESS, PosixError, SIGEV_SIGNAL, SIGUSR2 } from 'posix';

const signals = new EventEmitter().setMaxListeners(0);
process.on('SIGUSR2', () => signals.emit('signal'));

class Reading {
  #count = 0;
  readonly #block: aiocb;

  readonly #buffer: Uint8Array;
  readonly #done: (err: Error | null, count: number) => void;

  constructor(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void) {
    this.#buffer = buffer;
    this.#done = done;
    this.#block = new aiocb({
      aio_fildes: fd,
      aio_sigevent: { sigev_notify: SIGEV_SIGNAL, sigev_signo: SIGUSR2 },
    });
    signals.on('signal', this.look);
    this.ask();
  }

  ask(): void {
    this.#block.aio_buf = this.#buffer.subarray(this.#count);
    this.#block.aio_nbytes = this.#buffer.length - this.#count;
    aio_read(this.#block);
  }

  look = (): void => {
    if (aio_error(this.#block) === EINPROGRESS) return;
    try {
      const got = aio_return(this.#block);
      this.#count += got;
      if (got > 0 && this.#count < this.#buffer.length) this.ask();
      else this.finish(null);
    } catch (error) {
      if (error instanceof PosixError) this.finish(error);
      else throw error;
    }
  };

  finish(error: Error | null): void {
    signals.off('signal', this.look);
    this.#done(error, this.#count);
  }
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  new Reading(fd, buffer, done);
}
