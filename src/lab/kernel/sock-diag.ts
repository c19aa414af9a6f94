import { closeSync } from 'node:fs';
import { openNetlink, receive, send } from '../libc/libc.js';

/**
 * What the kernel knows of one TCP connection on loopback, asked by its exact addresses over
 * NETLINK_SOCK_DIAG (sock_diag(7)): 3 µs, against 4 ms for a read of /proc/net/tcp.
 */

export interface SocketReading {
  /** TCP state, <netinet/tcp.h>: 1 established, 8 close-wait … */
  readonly state: number;
  /** Bytes delivered and not yet taken by the program. */
  readonly receiveQueue: number;
  /** Bytes the program wrote and the other end has not acknowledged, though it may have had them for 40 ms. */
  readonly sendQueue: number;
  /** Bytes the kernel has ever taken from the program, one more where this end connected (its SYN was acknowledged). */
  readonly bytesTaken: number;
  /** Bytes that have ever reached the program's socket, a FIN counted as one (tcp_info, `tcpi_bytes_received`). */
  readonly bytesReceived: number;
  /** The number in `socket:[…]`; 0 when no descriptor refers to it any more. */
  readonly inode: number;
}

const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST = 1;
const NLMSG_ERROR = 2;
const ENOENT = 2;
const AF_INET = 2;
const IPPROTO_TCP = 6;
const HEADER_BYTES = 16;
/** Attribute with a struct tcp_info (<linux/inet_diag.h>), and where in it the field lies (<linux/tcp.h>). */
const INET_DIAG_INFO = 2;
const DIAG_MESSAGE_BYTES = 72;
const TCPI_BYTES_ACKED = 120;
const TCPI_BYTES_RECEIVED = 128;
const REQUEST_BYTES = HEADER_BYTES + 56;

export class SockDiag {
  readonly #fd = openNetlink(NETLINK_SOCK_DIAG);
  readonly #reply = Buffer.alloc(4096);
  #sequence = 0;

  /** The socket at 127.0.0.1:`local` whose other end is 127.0.0.1:`remote`; null when there is none, or only its remnant. */
  read(local: number, remote: number): SocketReading | null {
    this.#sequence += 1;
    send(this.#fd, requestFor(local, remote, this.#sequence));
    for (;;) {
      const length = receive(this.#fd, this.#reply);
      const reply = this.#reply.subarray(0, length);
      if (reply.readUInt32LE(8) !== this.#sequence) continue;
      if (reply.readUInt16LE(4) === NLMSG_ERROR) {
        const errno = -reply.readInt32LE(HEADER_BYTES);
        if (errno === ENOENT) return null;
        throw new Error(`sock_diag refused a reading (errno ${errno})`);
      }
      const message = reply.subarray(HEADER_BYTES);
      const inode = message.readUInt32LE(68);
      const info = tcpInfoOf(message);
      // A remnant that waits in TIME_WAIT or FIN_WAIT2 is the kernel's own: nobody holds it, and it has no tcp_info.
      if (info === null) {
        if (inode === 0) return null;
        throw new Error('sock_diag gave no tcp_info of a socket in use');
      }
      return {
        state: message.readUInt8(1),
        receiveQueue: message.readUInt32LE(56),
        sendQueue: message.readUInt32LE(60),
        bytesTaken: info.bytesAcked + message.readUInt32LE(60),
        bytesReceived: info.bytesReceived,
        inode,
      };
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Looks for the tcp_info among the attributes (rtnetlink(7)) behind the fixed part; null when there is none. */
function tcpInfoOf(message: Buffer): { bytesAcked: number; bytesReceived: number } | null {
  for (let at = DIAG_MESSAGE_BYTES; at + 4 <= message.length;) {
    const length = message.readUInt16LE(at);
    if (length < 4) break;
    const info = at + 4;
    if (message.readUInt16LE(at + 2) === INET_DIAG_INFO && info + TCPI_BYTES_RECEIVED + 8 <= at + length) {
      return {
        bytesAcked: Number(message.readBigUInt64LE(info + TCPI_BYTES_ACKED)),
        bytesReceived: Number(message.readBigUInt64LE(info + TCPI_BYTES_RECEIVED)),
      };
    }
    at += (length + 3) & ~3;
  }
  return null;
}

/** struct nlmsghdr, then struct inet_diag_req_v2 (<linux/inet_diag.h>); addresses and ports in network order. */
function requestFor(local: number, remote: number, sequence: number): Buffer {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeUInt32LE(REQUEST_BYTES, 0);
  request.writeUInt16LE(SOCK_DIAG_BY_FAMILY, 4);
  request.writeUInt16LE(NLM_F_REQUEST, 6);
  request.writeUInt32LE(sequence, 8);
  request.writeUInt8(AF_INET, HEADER_BYTES);
  request.writeUInt8(IPPROTO_TCP, HEADER_BYTES + 1);
  request.writeUInt8(1 << (INET_DIAG_INFO - 1), HEADER_BYTES + 2);
  request.writeUInt32LE(0xffff_ffff, HEADER_BYTES + 4);
  const id = HEADER_BYTES + 8;
  request.writeUInt16BE(local, id);
  request.writeUInt16BE(remote, id + 2);
  request.set([127, 0, 0, 1], id + 4);
  request.set([127, 0, 0, 1], id + 20);
  request.fill(0xff, id + 40, id + 48);
  return request;
}
