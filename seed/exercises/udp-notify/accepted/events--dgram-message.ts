// note: a socket around the descriptor, and its event
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes) => onDatagram(bytes.toString()));
  socket.bind({ fd });
}
