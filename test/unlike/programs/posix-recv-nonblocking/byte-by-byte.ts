// mechanism: busy-poll
// passes: yes
// note: O_NONBLOCK, EAGAIN -> -1, receive spins byte by byte
import { fcntl, read, F_GETFL, F_SETFL, O_NONBLOCK, EAGAIN, PosixError } from 'posix';

const NOTHING_YET = -1;
const END = 0;

class NonBlockingSocket {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  }

  tryReceive(buffer: Uint8Array): number {
    try {
      return read(this.#fd, buffer);
    } catch (e) {
      if (e instanceof PosixError && e.errno === EAGAIN) return NOTHING_YET;
      throw e;
    }
  }

  // one byte at a time, as a getchar() would
  receive(buffer: Uint8Array): number {
    const one = new Uint8Array(1);
    let state: 'reading' | 'over' = 'reading';
    let i = 0;
    while (state === 'reading') {
      if (i === buffer.length) { state = 'over'; continue; }
      switch (this.tryReceive(one)) {
        case NOTHING_YET: break;
        case END: state = 'over'; break;
        default: buffer[i++] = one[0]!;
      }
    }
    return i;
  }
}

export const receiver = (fd: number): NonBlockingSocket => new NonBlockingSocket(fd);
