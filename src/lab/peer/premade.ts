import { closeSync } from 'node:fs';
import { acceptOne, connectToLoopback, datagramPair, listenOnLoopback, localPort } from '../libc/libc.js';

/** Both ends of a connection, or of a pair of datagram sockets, made before the program exists. */
export interface PremadeConnection {
  readonly over: 'tcp' | 'udp';
  /** The program's end: blocking, to be inherited and then closed here. */
  readonly programFd: number;
  readonly programPort: number;
  /** Our end: non-blocking. */
  readonly peerFd: number;
  readonly peerPort: number;
}

/**
 * Makes `count` connections on loopback. The listener lives only for this call, before any line of the
 * submission runs, so nobody else can be at the other end. Throws system-call errors.
 */
export function premakeConnections(count: number, socketBuffer?: number): PremadeConnection[] {
  const listener = listenOnLoopback(8, socketBuffer);
  try {
    return Array.from({ length: count }, () => {
      const programFd = connectToLoopback(listener.port, socketBuffer);
      const programPort = localPort(programFd);
      const accepted = acceptOne(listener.fd);
      if (accepted.remotePort !== programPort)
        throw new Error('a stranger connected to the lab’s own listener');
      return { over: 'tcp', programFd, programPort, peerFd: accepted.fd, peerPort: listener.port };
    });
  } finally {
    closeSync(listener.fd);
  }
}

/** The same with UDP: each pair knows only itself. Throws system-call errors. */
export function premakeDatagramPairs(count: number, socketBuffer?: number): PremadeConnection[] {
  return Array.from({ length: count }, () => {
    const { blocking, nonBlocking } = datagramPair(socketBuffer);
    return {
      over: 'udp',
      programFd: blocking.fd,
      programPort: blocking.port,
      peerFd: nonBlocking.fd,
      peerPort: nonBlocking.port,
    };
  });
}
