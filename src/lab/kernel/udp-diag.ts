import { readFileSync } from 'node:fs';
import { attributeOf, DiagSocket } from './diag-socket.js';
import { DIAG_MESSAGE_BYTES, inetRequest, IPPROTO_UDP } from './inet-request.js';

/** What the kernel knows of one UDP socket on loopback that is connected to another. */
export interface DatagramReading {
  /** Memory of what waits, bytes: more than 0 for an empty datagram, too (each is charged with its envelope). */
  readonly receiveQueue: number;
  /** Datagrams it had no room for. */
  readonly dropped: number;
  /** The number in `socket:[…]`; 0 when no descriptor refers to it any more. */
  readonly inode: number;
}

/** SK_MEMINFO_DROPS, the place in the attribute's array of 32-bit words (<linux/sock_diag.h>). */
const INET_DIAG_SKMEMINFO = 7;
const SK_MEMINFO_DROPS = 8;

export class UdpDiag {
  readonly #kernel = new DiagSocket();

  /** The socket at 127.0.0.1:`local` that is connected to 127.0.0.1:`remote`; null when there is none. */
  read(local: number, remote: number): DatagramReading | null {
    // Of UDP the kernel looks for who would receive a packet, so the packet's source is asked for first (net/ipv4/udp_diag.c).
    const message = this.#kernel.ask(
      inetRequest(IPPROTO_UDP, { source: remote, destination: local }, INET_DIAG_SKMEMINFO),
    );
    if (message === null) return null;
    const memory = attributeOf(message, DIAG_MESSAGE_BYTES, INET_DIAG_SKMEMINFO);
    if (memory === null || memory.length < (SK_MEMINFO_DROPS + 1) * 4)
      throw new Error('sock_diag gave no memory of a socket in use');
    return {
      receiveQueue: message.readUInt32LE(56),
      dropped: memory.readUInt32LE(SK_MEMINFO_DROPS * 4),
      inode: message.readUInt32LE(68),
    };
  }

  close(): void {
    this.#kernel.close();
  }
}

/**
 * Datagrams that anybody in our network namespace has taken from a UDP socket, so far: `InDatagrams` of /proc/net/snmp, which
 * the kernel counts when one is read (udp_recvmsg), not when it comes.
 */
export function datagramsTaken(): number {
  const [names = [], values = []] = readFileSync('/proc/net/snmp', 'latin1')
    .split('\n')
    .filter((line) => line.startsWith('Udp: '))
    .map((line) => line.split(' '));
  const value = Number(values[names.indexOf('InDatagrams')]);
  if (!Number.isInteger(value)) throw new Error('/proc/net/snmp has no InDatagrams of UDP');
  return value;
}
