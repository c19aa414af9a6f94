/**
 * Waits in `aio_suspend` until one of the descriptors has brought a message of `buffer.length` bytes.
 *
 * @param fds connected stream sockets in blocking mode; yours to read, not to close
 * @param buffer where the message goes
 * @returns the index in `fds` of the descriptor that the message came from
 */
export declare function race(fds: number[], buffer: Uint8Array): number;
