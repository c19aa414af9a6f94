// mechanism: timed-poll
// fails: notified
// note: who is told puts it into a drawer, and a timer opens the drawer
import * as dgram from 'node:dgram';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const queue: string[] = [];
  dgram.createSocket('udp4', (bytes) => queue.push(bytes.toString())).bind({ fd });
  setInterval(() => {
    for (const text of queue.splice(0)) onDatagram(text);
  }, 1200);
}
