import { fstatSync } from 'node:fs';
import { SockDiag, type SocketReading } from '../kernel/sock-diag.js';
import { UnixDiag } from '../kernel/unix-diag.js';
import type { UnixReading } from '../kernel/unix-diag.js';
import { UdpDiag } from '../kernel/udp-diag.js';
import { DatagramWire } from '../peer/datagram-wire.js';
import type { Ends, PeerWire } from '../peer/wire.js';

/**
 * What the kernel knows of both ends of a wire, whatever kind of socket it is: the proofs ask here, and nowhere else,
 * so that no rule rests on a reading that one kind does not have. Every method throws when a reading is refused.
 */
export class WireReadings {
  readonly #tcp = new SockDiag();
  readonly #udp = new UdpDiag();
  readonly #unix = new UnixDiag();
  /** Inodes of Unix sockets, ours and, once it was accepted, the program's. A socket keeps its inode for life. */
  readonly #ours = new WeakMap<PeerWire, number>();
  readonly #programs = new WeakMap<PeerWire, number>();

  /** More than 0 when something of ours lies unread in the program's queue, or in that of a connection it has not accepted. */
  unread(wire: PeerWire): number {
    const { ends } = wire;
    if (ends.over === 'tcp') return this.#tcp.read(ends.program, ends.peer)?.receiveQueue ?? 0;
    if (ends.over === 'udp') return this.#udp.read(ends.program, ends.peer)?.receiveQueue ?? 0;
    const { ours, program } = this.#readUnix(wire);
    return program === 'unaccepted' ? (ours?.sendQueue ?? 0) : (program?.receiveQueue ?? 0);
  }

  /**
   * Bytes of ours that the program has taken out of its socket; of a Unix socket only that all were sent and how many lie there. Of
   * datagrams the kernel counts no bytes: a scene that asks for them is refused when it is loaded.
   */
  takenByProgram(wire: PeerWire): number {
    const { ends } = wire;
    if (ends.over === 'udp') throw new Error('nobody counts the bytes of datagrams that were taken');
    if (ends.over === 'unix') return wire.sentBytes - wire.queuedBytes - this.unread(wire);
    const socket = this.#tcp.read(ends.program, ends.peer);
    return socket ? socket.bytesReceived - socket.receiveQueue : 0;
  }

  /** Bytes, or datagrams, on their way: ours not yet at the program's socket, the program's, and its end, not yet here. */
  underWay(wire: PeerWire): number {
    const { ends } = wire;
    if (wire instanceof DatagramWire) return this.#datagramsUnderWay(wire);
    if (ends.over === 'unix') {
      // The kernel delivers at once (unix-diag.ts): only what it could not take yet is still to go.
      return wire.closed ? 0 : wire.queuedBytes;
    }
    if (ends.over === 'udp') throw new Error('there are no streams over UDP');
    const socket = this.#tcp.read(ends.program, ends.peer);
    if (!socket) return 0;
    const toProgram = Math.max(0, wire.sentBytes - socket.bytesReceived) + (wire.wasReset ? 1 : 0);
    const arrived = this.#tcp.read(ends.peer, ends.program)?.bytesReceived ?? Infinity;
    // Not the send queue: what waits there for a delayed acknowledgement has arrived.
    const toUs = wire.reading ? Math.max(0, bytesTaken(socket, ends) - arrived) : 0;
    return toProgram + toUs;
  }

  /** Bytes the kernel has taken from the program on this wire, a FIN counted as one. */
  taken(wire: PeerWire): number {
    const { ends } = wire;
    if (ends.over !== 'tcp') return wire.totalBytes + wire.waitingBytes();
    const socket = this.#tcp.read(ends.program, ends.peer);
    return socket ? bytesTaken(socket, ends) : 0;
  }

  /** The number in `socket:[…]` of the program's end; 0 when no descriptor refers to it: not yet, or no more. */
  inode(wire: PeerWire): number {
    const { ends } = wire;
    if (ends.over === 'tcp') return this.#tcp.read(ends.program, ends.peer)?.inode ?? 0;
    if (ends.over === 'udp') return this.#udp.read(ends.program, ends.peer)?.inode ?? 0;
    const { program } = this.#readUnix(wire);
    return program === 'unaccepted' || program === null ? 0 : (this.#programs.get(wire) ?? 0);
  }

  close(): void {
    this.#tcp.close();
    this.#udp.close();
    this.#unix.close();
  }

  /**
   * One that lies in the queue proves that the last delivery is over, or that another is at hand: both have arrived for who was to
   * be told. With an empty queue all must have been taken, or dropped.
   */
  #datagramsUnderWay(wire: DatagramWire): number {
    const { ends } = wire;
    if (ends.over === 'unix') return 0;
    const socket = this.#udp.read(ends.program, ends.peer);
    if (!socket || socket.receiveQueue > 0) return 0;
    return Math.max(0, wire.untaken - socket.dropped);
  }

  /** `ours` is null once it is closed, `program` once that end is closed. */
  #readUnix(wire: PeerWire): { ours: UnixReading | null; program: UnixReading | 'unaccepted' | null } {
    const { fd } = wire;
    const ours = fd < 0 ? null : this.#unix.readOwn(this.#ourInode(wire, fd));
    if (ours && ours.peerInode > 0) this.#programs.set(wire, ours.peerInode);
    const known = this.#programs.get(wire);
    return { ours, program: known === undefined ? 'unaccepted' : this.#unix.read(known) };
  }

  #ourInode(wire: PeerWire, fd: number): number {
    const inode = this.#ours.get(wire) ?? fstatSync(fd).ino;
    this.#ours.set(wire, inode);
    return inode;
  }
}

function bytesTaken(socket: SocketReading, { programConnected }: Extract<Ends, { over: 'tcp' }>): number {
  return socket.bytesTaken - (programConnected ? 1 : 0);
}
