import type * as net from 'node:net';

/**
 * Passes on everything that arrives on `from` to `to`.
 *
 * @param from a connected socket, as a descriptor in blocking mode; yours to read, not to close
 * @param to a connected socket; yours to write to, not to end
 * @returns a promise that resolves when `from` has come to its end
 */
export declare function relay(from: number, to: net.Socket): Promise<void>;
