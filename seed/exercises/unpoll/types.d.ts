import type * as net from 'node:net';

/**
 * Tells of every line the peer sends, exactly once, in order, without its newline.
 *
 * @param socket a connected socket; the peer sends lines that end in `\n`
 * @param tell to be called with each line
 */
export declare function watch(socket: net.Socket, tell: (message: string) => void): void;
