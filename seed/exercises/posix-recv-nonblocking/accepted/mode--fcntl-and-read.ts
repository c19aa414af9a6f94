// note: O_NONBLOCK on the descriptor, read(2), a class
import { fcntl, read, PosixError, F_GETFL, F_SETFL, O_NONBLOCK, EWOULDBLOCK } from 'posix';

class Trying {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  }

  tryReceive(buffer: Uint8Array): number {
    try {
      return read(this.#fd, buffer);
    } catch (error) {
      if ((error as PosixError).errno !== EWOULDBLOCK) throw error;
      return -1;
    }
  }

  receive(buffer: Uint8Array): number {
    for (let count = 0; ;) {
      const n = this.tryReceive(buffer.subarray(count));
      if (n >= 0) count += n;
      if (n === 0 || count === buffer.length) return count;
    }
  }
}

export const receiver = (fd: number): Trying => new Trying(fd);
