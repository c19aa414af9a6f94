// mechanism: notified
// fails: boundaries
// note: a line break inside a datagram is taken for its end
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes) => {
    for (const line of bytes.toString().split('\n')) onDatagram(line);
  });
  socket.bind({ fd });
}
