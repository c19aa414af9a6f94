// mechanism: notified
// fails: empty
// note: a datagram without content is left out
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes) => {
    if (bytes.length > 0) onDatagram(bytes.toString());
  });
  socket.bind({ fd });
}
