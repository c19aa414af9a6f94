/**
 * Sends all of `data` and tells when the kernel has taken the last byte; returns at once.
 *
 * @param fd a connected stream socket in blocking mode
 * @param data more than the socket buffers of both sides hold; not yours to change or to copy whole
 * @param done to be called exactly once, never from inside `send`: `(null)` when the kernel has taken
 *   the last byte, `(err)` when the connection breaks
 */
export declare function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void;
