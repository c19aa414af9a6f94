/** What the loop knows about one descriptor: what to look out for, and whom to call. It does not own the descriptor. */
export interface Channel {
  /** Whom to call when the descriptor is ready for reading: data, the end of the stream, or an error. */
  setReadCallback(callback: () => void): void;
  /** Whom to call when the descriptor is ready for writing. */
  setWriteCallback(callback: () => void): void;
  enableReading(): void;
  disableReading(): void;
  enableWriting(): void;
  disableWriting(): void;
}

export interface EventLoop {
  /** A channel for a connected stream socket; interested in nothing so far. Once for each descriptor. */
  channel(fd: number): Channel;
  /** Waits and calls, again and again; returns after `quit`. May be called again later. */
  loop(): void;
  /** Called by a handler: `loop` returns when the handlers of this pass have run. */
  quit(): void;
  /** Called when `loop` has returned: closes what the loop has opened, and nothing else. */
  close(): void;
}

export declare function createLoop(): EventLoop;
