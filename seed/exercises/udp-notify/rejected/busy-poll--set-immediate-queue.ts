// mechanism: busy-poll
// fails: boundaries, empty, idle, in-order, notified
// note: the datagrams come by themselves, and then wait for who goes round and round
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const queue: string[] = [];
  dgram.createSocket('udp4', (bytes) => queue.push(bytes.toString())).bind({ fd });
  const look = () => {
    for (const text of queue.splice(0)) onDatagram(text);
    setImmediate(look);
  };
  look();
}
