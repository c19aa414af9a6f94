import { Socket } from 'node:net';
import { bytesWaiting, isReadable, shutdownWrite } from '../libc/libc.js';
import { endlessRoom, InboxOwner } from './inbox.js';
import type { Ends, PeerWire } from './wire.js';

/** The peer's end of one connection with the program, TCP or Unix. */
export class StreamWire extends InboxOwner implements PeerWire {
  readonly name: string;
  readonly #socket: Socket;
  readonly ends: Ends;
  #sent = 0;
  #ended = false;
  #wasReset = false;
  #reading = false;
  #broken: string | null = null;
  readonly #onEvent: (received: number) => void;

  /** `onEvent` is told of everything that happens on the wire, with the bytes that have just arrived, mostly none. */
  constructor(
    name: string,
    socket: Socket,
    ends: Ends,
    onEvent: (received: number) => void,
    room = endlessRoom,
  ) {
    super(room);
    this.name = name;
    this.#socket = socket;
    this.ends = ends;
    this.#onEvent = onEvent;
    socket.setNoDelay(true);
    socket.on('end', () => this.#end());
    socket.on('close', () => onEvent(0));
    socket.on('error', (error) => {
      this.#broken = error.message;
      onEvent(0);
    });
    socket.on('data', (chunk: Buffer) => {
      this.inbox.take(chunk);
      this.#onEvent(chunk.length);
    });
    this.#reading = true;
  }

  get fd(): number {
    return descriptorOf(this.#socket);
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  get reading(): boolean {
    return this.#reading;
  }

  startReading(): void {
    this.#reading = true;
    this.#socket.resume();
  }

  stopReading(): void {
    this.#reading = false;
    this.#socket.pause();
  }

  get sentBytes(): number {
    return this.#sent;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get broken(): string | null {
    return this.#broken;
  }

  pending(): boolean {
    const { fd } = this;
    return fd >= 0 && this.#reading && !this.#ended && isReadable(fd);
  }

  waitingBytes(): number {
    const { fd } = this;
    return fd < 0 ? 0 : bytesWaiting(fd);
  }

  /**
   * On loopback they are then in the program's receive queue, and its waiter is awake, but for the times when the kernel puts the
   * delivery off (its softirq thread has work already: some sends in a thousand on a busy host). `sentBytes` against what has
   * reached the program's socket tells.
   */
  send(bytes: Uint8Array): boolean {
    if (this.#socket.destroyed || this.#socket.writableEnded) return false;
    this.#sent += bytes.length;
    this.#socket.write(bytes);
    return this.#socket.writableLength === 0;
  }

  /** End of stream, behind all that was sent: bytes that the kernel has not taken yet go first. */
  halfClose(): void {
    if (this.#socket.writableLength === 0) this.#shutdown();
    else this.#socket.write(new Uint8Array(0), () => this.#shutdown());
  }

  #shutdown(): void {
    const { fd } = this;
    if (fd < 0) return;
    try {
      shutdownWrite(fd);
      this.#sent += 1;
    } catch (error) {
      // The program has reset the connection or is gone: then there is nothing left to end.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOTCONN')) throw error;
    }
  }

  get wasReset(): boolean {
    return this.#wasReset;
  }

  /**
   * RST instead of FIN. A Unix socket knows none (unix(7)): it is closed. Who writes to it then gets EPIPE, and whose
   * words it leaves unread ECONNRESET; for all others it is the end of the stream.
   */
  reset(): void {
    this.#wasReset = true;
    if (this.ends.over === 'tcp') this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  close(): void {
    this.#socket.destroy();
  }

  #end(): void {
    this.#ended = true;
    this.#onEvent(0);
  }
}

/** Node has no public name for it. */
function descriptorOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return -1;
  const fd: unknown = Reflect.get(handle, 'fd');
  return typeof fd === 'number' ? fd : -1;
}

/** A `net.Socket` around a connected descriptor of ours, half-open allowed: the peer decides when it ends. */
export function socketFrom(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: true, allowHalfOpen: true });
}
