/**
 * Tells the next line that arrives; returns at once.
 *
 * @param fd a connected socket; the peer sends one line of at most 80 bytes on it, in one piece
 * @param tell to be called exactly once with the line, without its newline; never from inside `nextLine`
 */
export declare function nextLine(fd: number, tell: (line: string) => void): void;
