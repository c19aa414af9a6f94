// mechanism: blocking
// passes: yes
// note: a class that knows how far it is, and a generator of pieces that are summed up
import { recv } from 'posix';

class BlockingReader {
  #position = 0;
  readonly #fd: number;
  readonly #target: Uint8Array;
  constructor(fd: number, target: Uint8Array) {
    this.#fd = fd;
    this.#target = target;
  }
  *pieces(): Generator<number, void, void> {
    while (this.#position < this.#target.length) {
      const n = recv(this.#fd, this.#target.subarray(this.#position));
      if (n === 0) return;
      this.#position += n;
      yield n;
    }
  }
  readFully(): number {
    return this.pieces().reduce((sum, n) => sum + n, 0);
  }
}

export const receive = (fd: number, buffer: Uint8Array): number => new BlockingReader(fd, buffer).readFully();
