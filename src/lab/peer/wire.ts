import { Socket } from 'node:net';
import { bytesWaiting, shutdownWrite } from '../libc/libc.js';

/** What may still be kept of what arrives, shared by wires. */
export interface Room {
  bytes: number;
  /** Called for what comes beyond it, and is only counted. */
  readonly onExcess: () => void;
}

/** What a wire is made of, and where the kernel finds its ends: ports on 127.0.0.1; a Unix socket has no address but its inode. */
export type Ends =
  { readonly over: 'tcp'; readonly program: number; readonly peer: number } | { readonly over: 'unix' };

/**
 * The peer's end of one connection with the program, TCP or Unix.
 *
 * What arrives is read as soon as the kernel has it and kept; `pending` asks the kernel whether bytes wait that
 * have not been read yet, which is how the lab knows, at one instant, that nobody has told.
 */
export class PeerWire {
  readonly name: string;
  readonly socket: Socket;
  readonly ends: Ends;
  #received: Buffer[] = [];
  #unread = 0;
  #total = 0;
  #sent = 0;
  #ended = false;
  #wasReset = false;
  #reading = false;
  #broken: string | null = null;
  readonly #onEvent: (received: number) => void;
  readonly #room: Room;

  /** `onEvent` is told of everything that happens on the wire, with the bytes that have just arrived, mostly none. */
  constructor(
    name: string,
    socket: Socket,
    ends: Ends,
    onEvent: (received: number) => void,
    room: Room = { bytes: Infinity, onExcess: () => undefined },
  ) {
    this.name = name;
    this.socket = socket;
    this.ends = ends;
    this.#onEvent = onEvent;
    this.#room = room;
    socket.setNoDelay(true);
    socket.on('end', () => this.#end());
    socket.on('close', () => onEvent(0));
    socket.on('error', (error) => {
      this.#broken = error.message;
      onEvent(0);
    });
    socket.on('data', (chunk: Buffer) => {
      this.#total += chunk.length;
      if (chunk.length <= this.#room.bytes) {
        this.#room.bytes -= chunk.length;
        this.#received.push(chunk);
        this.#unread += chunk.length;
      } else this.#room.onExcess();
      this.#onEvent(chunk.length);
    });
    this.#reading = true;
  }

  /** Whether what arrives is taken from the kernel. */
  get reading(): boolean {
    return this.#reading;
  }

  startReading(): void {
    this.#reading = true;
    this.socket.resume();
  }

  stopReading(): void {
    this.#reading = false;
    this.socket.pause();
  }

  /** Bytes received since what an earlier condition consumed. */
  unread(): Buffer {
    const [first] = this.#received;
    const all = first && this.#received.length === 1 ? first : Buffer.concat(this.#received);
    // Nothing is kept as nothing, or the next chunk would be copied to be joined with it.
    this.#received = all.length > 0 ? [all] : [];
    return all;
  }

  get unreadBytes(): number {
    return this.#unread;
  }

  /** Every byte that was ever handed to the kernel, or waits to be; the end of stream counts as one (sock-diag.ts). */
  get sentBytes(): number {
    return this.#sent;
  }

  /** Every byte that has ever arrived. */
  get totalBytes(): number {
    return this.#total;
  }

  consume(bytes: number): void {
    const all = this.unread();
    this.#received = bytes < all.length ? [all.subarray(bytes)] : [];
    this.#room.bytes += Math.min(bytes, all.length);
    this.#unread = Math.max(0, all.length - bytes);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get broken(): string | null {
    return this.#broken;
  }

  /** Whether the kernel holds bytes for us that have not been read. */
  pending(): boolean {
    const fd = descriptorOf(this.socket);
    return fd >= 0 && this.#reading && bytesWaiting(fd) > 0;
  }

  /** Bytes the kernel holds for us while we do not read. */
  waitingBytes(): number {
    const fd = descriptorOf(this.socket);
    return fd < 0 ? 0 : bytesWaiting(fd);
  }

  /**
   * Hands bytes to the kernel; the result says whether it took all of them at once. On loopback they are then in the
   * program's receive queue, and its waiter is awake, but for the times when the kernel puts the delivery off (its
   * softirq thread has work already: some sends in a thousand on a busy host). `sentBytes` against what has reached
   * the program's socket tells.
   */
  send(bytes: Uint8Array): boolean {
    if (this.socket.destroyed || this.socket.writableEnded) return false;
    this.#sent += bytes.length;
    this.socket.write(bytes);
    return this.socket.writableLength === 0;
  }

  /** End of stream, behind all that was sent: bytes that the kernel has not taken yet go first. */
  halfClose(): void {
    if (this.socket.writableLength === 0) this.#shutdown();
    else this.socket.write(new Uint8Array(0), () => this.#shutdown());
  }

  #shutdown(): void {
    const fd = descriptorOf(this.socket);
    if (fd < 0) return;
    try {
      shutdownWrite(fd);
      this.#sent += 1;
    } catch (error) {
      // The program has reset the connection or is gone: then there is nothing left to end.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOTCONN')) throw error;
    }
  }

  /** Whether a reset was sent: once it has arrived, the program's socket is no more. */
  get wasReset(): boolean {
    return this.#wasReset;
  }

  /**
   * RST instead of FIN. A Unix socket knows none (unix(7)): it is closed. Who writes to it then gets EPIPE, and whose
   * words it leaves unread ECONNRESET; for all others it is the end of the stream.
   */
  reset(): void {
    this.#wasReset = true;
    if (this.ends.over === 'tcp') this.socket.resetAndDestroy();
    else this.socket.destroy();
  }

  close(): void {
    this.socket.destroy();
  }

  #end(): void {
    this.#ended = true;
    this.#onEvent(0);
  }
}

/** Descriptor number of one of our sockets, −1 when it is closed. Node has no public name for it. */
export function descriptorOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return -1;
  const fd: unknown = Reflect.get(handle, 'fd');
  return typeof fd === 'number' ? fd : -1;
}

/** A `net.Socket` around a connected descriptor of ours, half-open allowed: the peer decides when it ends. */
export function socketFrom(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: true, allowHalfOpen: true });
}
