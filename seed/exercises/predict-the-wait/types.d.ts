/**
 * Tells each text that the peer sends.
 *
 * @param fd a connected socket, in ordinary (blocking) mode
 */
export declare function listen(fd: number, tell: (text: string) => void): void;
