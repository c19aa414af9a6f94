import { attributeOf, DiagSocket } from './diag-socket.js';

/**
 * What the kernel knows of one Unix stream socket, asked by its inode (<linux/unix_diag.h>). A Unix socket has no
 * address of its own to ask by: ours is known by our descriptor, and it names the other end.
 *
 * Measured (Linux 6.18). A send queues the bytes at the other end and wakes the waiter before it returns; nothing is ever
 * under way. The other end has no inode before it is accepted, nor once it is closed: the connection is then seen from
 * our side only, and there what lies unread is still charged to us (`sendQueue`).
 */
export interface UnixReading {
  /** Bytes delivered and not yet taken. */
  readonly receiveQueue: number;
  /** What the kernel holds of the bytes this end has sent and the other has not taken: memory, so more than bytes; 0 means none. */
  readonly sendQueue: number;
  /** Inode of the other end; 0 while nobody has accepted it, and when it is closed. */
  readonly peerInode: number;
}

/** The kernel has no readings of Unix sockets to give, though a socket is certainly there. */
export class NoUnixReadings extends Error {}

const AF_UNIX = 1;
const UDIAG_SHOW_PEER = 0x04;
const UDIAG_SHOW_RQLEN = 0x10;
const UNIX_DIAG_PEER = 2;
const UNIX_DIAG_RQLEN = 4;
const MESSAGE_BYTES = 16;
const REQUEST_BYTES = 24;

export class UnixDiag {
  readonly #kernel = new DiagSocket();

  /** The socket with this inode, in our network namespace; null when there is none. */
  read(inode: number): UnixReading | null {
    const message = this.#kernel.ask(requestFor(inode));
    if (message === null) return null;
    const queues = attributeOf(message, MESSAGE_BYTES, UNIX_DIAG_RQLEN);
    if (queues === null) throw new NoUnixReadings('unix_diag gave no queue of a socket in use');
    return {
      receiveQueue: queues.readUInt32LE(0),
      sendQueue: queues.readUInt32LE(4),
      peerInode: attributeOf(message, MESSAGE_BYTES, UNIX_DIAG_PEER)?.readUInt32LE(0) ?? 0,
    };
  }

  /** The same for a socket that we hold, and that must therefore be there. */
  readOwn(inode: number): UnixReading {
    const reading = this.read(inode);
    if (reading === null)
      throw new NoUnixReadings('this kernel gives no readings of Unix sockets (CONFIG_UNIX_DIAG)');
    return reading;
  }

  close(): void {
    this.#kernel.close();
  }
}

/** struct unix_diag_req; all states, whatever cookie. */
function requestFor(inode: number): Buffer {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeUInt8(AF_UNIX, 0);
  request.writeUInt32LE(0xffff_ffff, 4);
  request.writeUInt32LE(inode, 8);
  request.writeUInt32LE(UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN, 12);
  request.fill(0xff, 16, 24);
  return request;
}
