/** Two ways to use one descriptor without ever sleeping in `recv`. */
export interface Receiver {
  /**
   * Takes what is there at this moment.
   *
   * @returns how many bytes it has put at the beginning of `buffer`; 0 at the end of the stream; -1 when nothing is there yet
   * @throws what `recv` throws when the connection breaks
   */
  tryReceive(buffer: Uint8Array): number;

  /**
   * Tries again and again until `buffer` is full, and returns its length; at the end of the stream the number of bytes
   * received before.
   *
   * @throws what `recv` throws when the connection breaks
   */
  receive(buffer: Uint8Array): number;
}

/**
 * @param fd a connected stream socket in blocking mode; yours to read, not to close
 */
export declare function receiver(fd: number): Receiver;
