import type { EventEmitter } from 'node:events';
import type * as net from 'node:net';

/**
 * Offers one and the same wait, for the next line that is completed on `socket`, in four forms. Each method returns at
 * once; each call of a method is a wait of its own and is told exactly once.
 *
 * @param socket lent to you: yours to listen to, not to end or destroy
 */
export declare function nextLine(socket: net.Socket): {
  /** `done(null, line)`, or `done(err, null)` when the stream ends or breaks; never from inside the call. */
  callback(done: (err: Error | null, line: string | null) => void): void;
  /** Resolves with the line; rejects when the stream ends or breaks. */
  promise(): Promise<string>;
  /** Emits `'line'` with the line, or `'error'` with an Error; one of the two, once. */
  events(): EventEmitter;
  /** As `promise`, and rejects with an `AbortError` as soon as `signal` is aborted. */
  cancellable(signal: AbortSignal): Promise<string>;
};
