/**
 * Serves the connections from one `epoll_wait` with a time-out of 100 ms, does a piece of its own work at each time-out, and
 * returns when all streams have ended.
 *
 * @param fds connected stream sockets in blocking mode; yours to use, not to close
 * @param tick your own work: to be called at each time-out with 1, 2, 3, …; what it throws leaves `serve`
 * @throws what `recv` throws when a connection breaks
 */
export declare function serve(fds: number[], tick: (n: number) => void): void;
