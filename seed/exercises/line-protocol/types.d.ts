import type * as net from 'node:net';

/**
 * Reads lines from `socket` until it ends; returns at once.
 *
 * @param socket yours: to be closed when it is over
 * @param limit the most bytes (UTF-8) that a line may have, its line break not counted
 * @param onLine to be called once for each line, in order, without its line break
 * @param onEnd to be called once, after the last line: `(null)` when the stream ended behind a whole line, `(err)` when a
 *   line is too long, the stream ends in the middle of one, or the connection breaks
 */
export declare function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void;
