/**
 * Sends `data` and fills `buffer` on one socket at the same time; returns at once.
 *
 * @param fd a connected stream socket in blocking mode; yours to use, not to close
 * @param data what to send; it belongs to the request until `sent`
 * @param sent to be called once: `(null)` when the kernel has taken the last byte, `(err)` when it fails
 * @param buffer where the message goes; it is never longer than this
 * @param heard to be called once: `(null, buffer.length)` when the buffer is full, `(null, k)` at the end of the stream, `(err, k)` when reading fails
 */
export declare function speak(
  fd: number,
  data: Uint8Array,
  sent: (err: Error | null) => void,
  buffer: Uint8Array,
  heard: (err: Error | null, count: number) => void,
): void;
