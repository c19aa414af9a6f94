// mechanism: timed-poll
// passes: no
// note: inbox filled by event but emptied by setTimeout 1500
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const inbox: string[] = [];
  const socket = dgram.createSocket('udp4', (message) => inbox.push(message.toString()));
  socket.bind({ fd });
  const empty = () => {
    while (inbox.length > 0) onDatagram(inbox.shift()!);
    setTimeout(empty, 1500);
  };
  empty();
}
