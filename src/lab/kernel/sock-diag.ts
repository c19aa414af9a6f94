import { attributeOf, DiagSocket } from './diag-socket.js';
import { DIAG_MESSAGE_BYTES, inetRequest, IPPROTO_TCP } from './inet-request.js';

/**
 * What the kernel knows of one TCP connection on loopback, asked by its exact addresses: 3 µs, against 4 ms for a read of /proc/net/tcp.
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

const TCP_LISTEN = 10;
/** Attribute with a struct tcp_info (<linux/inet_diag.h>), and where in it the field lies (<linux/tcp.h>). */
const INET_DIAG_INFO = 2;
const TCPI_BYTES_ACKED = 120;
const TCPI_BYTES_RECEIVED = 128;

export class SockDiag {
  readonly #kernel = new DiagSocket();

  /** The socket at 127.0.0.1:`local` whose other end is 127.0.0.1:`remote`; null when there is none, or only its remnant. */
  read(local: number, remote: number): SocketReading | null {
    const message = this.#kernel.ask(
      inetRequest(IPPROTO_TCP, { source: local, destination: remote }, INET_DIAG_INFO),
    );
    if (message === null) return null;
    // Where there is no such connection any more, the kernel answers with who listens at the port.
    if (message.readUInt8(1) === TCP_LISTEN) return null;
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

  close(): void {
    this.#kernel.close();
  }
}

function tcpInfoOf(message: Buffer): { bytesAcked: number; bytesReceived: number } | null {
  const info = attributeOf(message, DIAG_MESSAGE_BYTES, INET_DIAG_INFO);
  if (info === null || info.length < TCPI_BYTES_RECEIVED + 8) return null;
  return {
    bytesAcked: Number(info.readBigUInt64LE(TCPI_BYTES_ACKED)),
    bytesReceived: Number(info.readBigUInt64LE(TCPI_BYTES_RECEIVED)),
  };
}
