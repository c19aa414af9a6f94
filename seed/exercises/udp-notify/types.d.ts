/**
 * Tells every datagram that comes at `fd`; returns at once.
 *
 * @param fd a UDP socket in blocking mode, bound and connected to the peer; yours from now on
 * @param onDatagram to be called once for each datagram, in the order they came, with its text (UTF-8), which may be empty
 */
export declare function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void;
