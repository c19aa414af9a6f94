/**
 * Waits until `buffer` is full, and returns its length; at the end of the stream the number of bytes received before.
 *
 * @param fd a connected stream socket in blocking mode; yours to read, not to close
 * @param buffer where the message goes; the message is never longer than this
 * @throws what `recv` throws when the connection breaks
 */
export declare function receive(fd: number, buffer: Uint8Array): number;
