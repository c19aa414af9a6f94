// mechanism: none
// fails: boundaries, empty, in-order, notified, told, told-once
// note: as if it were a stream of lines, it waits for a line break that nobody sends
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  let rest = '';
  const socket = dgram.createSocket('udp4');
  socket.on('message', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onDatagram(line);
  });
  socket.bind({ fd });
}
