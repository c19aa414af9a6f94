// mechanism: notified
// fails: boundaries, empty, in-order, told
// note: after the first one nobody listens
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const socket = dgram.createSocket('udp4');
  socket.once('message', (bytes) => onDatagram(bytes.toString()));
  socket.bind({ fd });
}
