/** One finished request. */
export interface CompletionPacket {
  /** The key under which the descriptor was associated. */
  readonly key: string;
  /** Bytes now in the request's buffer; 0 at the end of the stream, or after an error. */
  readonly bytes: number;
  /** The request's name, as it was handed to `read`. */
  readonly request: string;
  /** Why the request failed; null if it did not. */
  readonly error: Error | null;
}

export interface CompletionPort {
  /** From now on, what is read from `fd` completes at this port, under this key. */
  associate(fd: number, key: string): void;
  /**
   * Asks for bytes and returns at once. One packet follows, when at least one byte is in `buffer`, at the end of the
   * stream, or when reading fails.
   *
   * @param request a name of the caller's own, handed back in the packet
   */
  read(fd: number, buffer: Uint8Array, request: string): void;
  /** The oldest packet in the queue; if there is none, the next one as soon as it is queued. */
  getQueuedCompletionStatus(): Promise<CompletionPacket>;
}

export declare function createCompletionPort(): CompletionPort;
