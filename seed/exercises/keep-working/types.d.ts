import type * as net from 'node:net';

/**
 * Answers every `ping <n>\n` on `busy` with `pong <n>\n`, and passes the line that `slow` delivers at some
 * time on as `got <line>\n`, once; `got nothing\n` if `slow` ends without a line.
 *
 * @returns a promise that resolves when `busy` ends
 */
export declare function serve(slow: net.Socket, busy: net.Socket): Promise<void>;
