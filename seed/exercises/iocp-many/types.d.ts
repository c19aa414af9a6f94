/** One finished request, or one posted by hand. */
export interface CompletionPacket {
  /** The key under which the descriptor was associated, or the one that was posted. */
  readonly key: string;
  /** Bytes now in the request's buffer; 0 at the end of the stream, after an error, and for a posted packet. */
  readonly bytes: number;
  /** The request's name, as it was handed to `read` or posted. */
  readonly request: string;
  /** Why the request failed; null if it did not. */
  readonly error: Error | null;
}

export interface CompletionPort {
  /** From now on, what is read from `fd` completes at this port, under this key. */
  associate(fd: number, key: string): void;
  /** Asks for bytes and returns at once; one packet follows. Several reads of one descriptor are served in turn. */
  read(fd: number, buffer: Uint8Array, request: string): void;
  /** The oldest packet; if there is none, the newest of those who wait gets the next one. Rejects once the port is closed. */
  getQueuedCompletionStatus(): Promise<CompletionPacket>;
  /** Queues a packet without any I/O: 0 bytes, no error. */
  postQueuedCompletionStatus(key: string, request: string): void;
  /** Whoever waits, and whoever comes later, gets a rejected promise. The descriptors stay open. */
  close(): void;
}

export declare function createCompletionPort(): CompletionPort;
