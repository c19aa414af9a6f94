/**
 * Receives one message into `buffer` and tells when it is complete; returns at once.
 *
 * @param fd a connected stream socket in blocking mode; yours to read, not to close
 * @param buffer where the message goes; the message is never longer than this
 * @param done to be called exactly once, never from inside `receive`:
 *   `(null, buffer.length)` when the buffer is full, `(null, k)` at the end of the stream,
 *   `(err, k)` when reading fails; k is the number of bytes received so far
 */
export declare function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void;
