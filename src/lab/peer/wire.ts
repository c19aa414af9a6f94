/**
 * What a wire is made of, and where the kernel finds its ends: ports on 127.0.0.1; a Unix socket has no address but its inode.
 * Where the program's end is the one that connected, it counts its SYN among what was acknowledged.
 */
export type Ends =
  | {
      readonly over: 'tcp';
      readonly program: number;
      readonly peer: number;
      readonly programConnected: boolean;
    }
  | { readonly over: 'udp'; readonly program: number; readonly peer: number }
  | { readonly over: 'unix' };

/**
 * The peer's end of one wire to the program: a connection (stream-wire.ts), or a pair of datagram sockets that know only each
 * other (datagram-wire.ts).
 *
 * What arrives is read as soon as the kernel has it and kept; `pending` asks the kernel whether anything waits that
 * has not been read yet, which is how the lab knows, at one instant, that nobody has told.
 */
export interface PeerWire {
  readonly name: string;
  readonly ends: Ends;
  /** Descriptor number of our end, −1 when it is closed. */
  readonly fd: number;
  /** Whether our end is closed, by us or by an error. */
  readonly closed: boolean;
  /** Bytes of ours that the kernel has not taken yet. */
  readonly queuedBytes: number;
  /** Whether what arrives is taken from the kernel. */
  readonly reading: boolean;
  startReading(): void;
  stopReading(): void;
  /** Bytes received since what an earlier condition consumed. */
  unread(): Buffer;
  readonly unreadBytes: number;
  consume(bytes: number): void;
  /** Every byte that was ever handed to the kernel, or waits to be; the end of stream counts as one (sock-diag.ts). */
  readonly sentBytes: number;
  /** Every byte that has ever arrived. */
  readonly totalBytes: number;
  /** Whether the program has ended its side. */
  readonly ended: boolean;
  readonly broken: string | null;
  /** Whether the kernel holds something for us that has not been read: bytes, the end, an error. */
  pending(): boolean;
  /** Bytes the kernel holds for us while we do not read. */
  waitingBytes(): number;
  /** Hands bytes to the kernel; the result says whether it took all of them at once. */
  send(bytes: Uint8Array): boolean;
  /** End of stream, behind all that was sent. */
  halfClose(): void;
  /** Whether a reset was sent: once it has arrived, the program's socket is no more. */
  readonly wasReset: boolean;
  reset(): void;
  close(): void;
}
