import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { bytesWaiting, send } from '../libc/libc.js';
import { endlessRoom, InboxOwner } from './inbox.js';
import type { Ends, PeerWire } from './wire.js';

/** Every datagram that anybody in this network namespace has taken from a UDP socket, so far. */
export type DatagramsTaken = () => number;

/**
 * The peer's end of two UDP sockets that know only each other. A datagram is taken whole or not at all, arrives in no stream,
 * and nothing here has an end: what would end a connection throws.
 */
export class DatagramWire extends InboxOwner implements PeerWire {
  readonly name: string;
  readonly ends: Ends;
  readonly queuedBytes = 0;
  readonly reading = true;
  readonly ended = false;
  readonly wasReset = false;
  readonly #fd: number;
  readonly #socket: Socket;
  readonly #onEvent: (received: number) => void;
  readonly #datagramsTaken: DatagramsTaken;
  /** What the counter showed when the wire was new, and what we have taken since. */
  readonly #takenBefore: number;
  #takenByUs = 0;
  #sentBytes = 0;
  #sentDatagrams = 0;
  #closed = false;
  #broken: string | null = null;

  /** `fd`: connected, non-blocking; ours to close from now on. `onEvent`: as for a stream. */
  constructor(
    name: string,
    fd: number,
    ends: Ends,
    onEvent: (received: number) => void,
    datagramsTaken: DatagramsTaken,
    room = endlessRoom,
  ) {
    super(room);
    this.name = name;
    this.ends = ends;
    this.#fd = fd;
    this.#onEvent = onEvent;
    this.#datagramsTaken = datagramsTaken;
    this.#takenBefore = datagramsTaken();
    this.#socket = createSocket('udp4', (datagram) => {
      this.#takenByUs += 1;
      this.inbox.take(datagram);
      onEvent(datagram.length);
    });
    this.#socket.on('error', (error) => this.#breaks(error));
    this.#socket.bind({ fd, exclusive: true });
  }

  get fd(): number {
    return this.#closed ? -1 : this.#fd;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  get broken(): string | null {
    return this.#broken;
  }

  pending(): boolean {
    return this.waitingBytes() > 0;
  }

  waitingBytes(): number {
    return this.#closed ? 0 : bytesWaiting(this.#fd);
  }

  /** One datagram, empty or not. On loopback it then lies in the program's queue, but for the times a stream's bytes do not, either. */
  send(bytes: Uint8Array): boolean {
    if (this.#closed) return false;
    try {
      send(this.#fd, bytes);
    } catch (error) {
      // Of an earlier one: the program's socket is closed, which the kernel says at the next occasion (udp(7)).
      this.#breaks(error);
      return false;
    }
    this.#sentBytes += bytes.length;
    this.#sentDatagrams += 1;
    return true;
  }

  /**
   * Datagrams of ours that the program has not taken: they lie in its queue, were dropped there, or are under way. Too few when
   * it takes others meanwhile, of another wire.
   */
  get untaken(): number {
    const taken = this.#datagramsTaken() - this.#takenBefore - this.#takenByUs;
    return Math.max(0, this.#sentDatagrams - taken);
  }

  startReading(): void {
    noStream();
  }

  stopReading(): void {
    noStream();
  }

  halfClose(): void {
    noStream();
  }

  reset(): void {
    noStream();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  #breaks(error: unknown): void {
    this.#broken = error instanceof Error ? error.message : String(error);
    this.#onEvent(0);
  }
}

function noStream(): never {
  throw new Error('a datagram wire is no stream: it cannot be held back, ended or reset');
}
