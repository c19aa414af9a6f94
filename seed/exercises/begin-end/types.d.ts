/** A receive under way, or done. One object for each `beginReceive`. */
export interface AsyncResult {
  /** What the caller gave along, unchanged. */
  readonly asyncState: unknown;
  /** Whether the bytes are in the buffer, the stream has ended, or receiving has failed. */
  readonly isCompleted: boolean;
  /** Always false: the callback never runs inside `beginReceive`. */
  readonly completedSynchronously: boolean;
}

export interface Receiver {
  /**
   * Begins one receive and returns at once.
   *
   * @param callback to be called once with the same result object, when the receive is completed, also when it has failed
   * @param state anything of the caller's, to be found again in `asyncState`
   */
  beginReceive(buffer: Uint8Array, callback?: (result: AsyncResult) => void, state?: unknown): AsyncResult;
  /**
   * Brings the number of bytes (0 at the end of the stream), as soon as the receive is completed. Rejects with the
   * error if it failed, and for a result that is not of this receiver or was ended before.
   */
  endReceive(result: AsyncResult): Promise<number>;
}

/** @param fd a connected stream socket in blocking mode, lent: not to be closed */
export declare function createReceiver(fd: number): Receiver;
