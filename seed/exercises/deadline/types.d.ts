import type * as net from 'node:net';

/**
 * Waits for the next line from `socket`, but not for longer than `ms`; returns at once.
 *
 * @param socket lent to you: yours to listen to, not to end or destroy
 * @param ms milliseconds, counted from this call
 * @param done to be called exactly once, never from inside `lineWithin`:
 *   `(null, line)` with the line, without its line break;
 *   `(err, null)` where `err.message` is `timeout` when the time is up;
 *   `(err, null)` with another error when the stream ends or breaks before the line is complete
 */
export declare function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void;
