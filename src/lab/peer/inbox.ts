/** What may still be kept of what arrives, shared by wires. */
export interface Room {
  bytes: number;
  /** Called for what comes beyond it, and is only counted. */
  readonly onExcess: () => void;
}

export const endlessRoom: Room = { bytes: Infinity, onExcess: () => undefined };

/** What has arrived on a wire and was not consumed yet, as far as there is room for it. */
export class Inbox {
  readonly #room: Room;
  #received: Buffer[] = [];
  #unread = 0;
  #total = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  take(chunk: Buffer): void {
    this.#total += chunk.length;
    if (chunk.length <= this.#room.bytes) {
      this.#room.bytes -= chunk.length;
      this.#received.push(chunk);
      this.#unread += chunk.length;
    } else this.#room.onExcess();
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
}

/** What both kinds of wire have of it. */
export abstract class InboxOwner {
  protected readonly inbox: Inbox;

  constructor(room: Room) {
    this.inbox = new Inbox(room);
  }

  unread(): Buffer {
    return this.inbox.unread();
  }

  get unreadBytes(): number {
    return this.inbox.unreadBytes;
  }

  get totalBytes(): number {
    return this.inbox.totalBytes;
  }

  consume(bytes: number): void {
    this.inbox.consume(bytes);
  }
}
