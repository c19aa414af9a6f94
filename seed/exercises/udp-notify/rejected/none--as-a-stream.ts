// mechanism: none
// fails: boundaries, empty, free, idle, in-order, notified, returned-first, told, told-once
// note: net.Socket makes a stream of what is given to it
import * as net from 'node:net';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  new net.Socket({ fd }).on('data', (bytes) => onDatagram(bytes.toString()));
}
