import type * as net from 'node:net';

/**
 * Finds the messages in what arrives. A message is one byte with a length from 0 to 127, then that many bytes of UTF-8.
 *
 * @param socket a connected socket
 * @param tell to be called once with the text of every message, in order, never from inside `onMessage`
 */
export declare function onMessage(socket: net.Socket, tell: (message: string) => void): void;
