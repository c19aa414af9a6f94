/**
 * Sends back on each descriptor what comes there, for all of them at the same time, and returns when all have ended or broken.
 *
 * @param fds connected stream sockets in blocking mode; yours to use, not to close
 */
export declare function echo(fds: number[]): void;
