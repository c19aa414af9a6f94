/** `(null, buffer.length)` when the buffer is full, `(null, k)` at the end of the stream, `(err, k)` when reading fails. */
type Done = (err: Error | null, count: number) => void;

/** Two ways to receive one message into `buffer`; both return at once and tell once. */
export declare function createReceivers(): {
  /** Told by SIGIO that there is something; moves the bytes itself. */
  byReadiness(fd: number, buffer: Uint8Array, done: Done): void;
  /** Asks with aio_read; told that the bytes are in the buffer. */
  byCompletion(fd: number, buffer: Uint8Array, done: Done): void;
};
