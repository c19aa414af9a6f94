// mechanism: blocking
// fails: boundaries, empty, free, idle, in-order, notified, returned-first, told, told-once
// note: the call does not return before a datagram comes
import * as fs from 'node:fs';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const buffer = Buffer.alloc(512);
  const count = fs.readSync(fd, buffer);
  onDatagram(buffer.toString('utf8', 0, count));
}
