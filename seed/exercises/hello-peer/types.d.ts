import type * as net from 'node:net';

/**
 * The peer sends one line with a random word; send the same bytes back.
 *
 * @param peer a connected socket
 */
export declare function hello(peer: net.Socket): void;
