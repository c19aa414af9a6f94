import * as fs from 'node:fs';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  // One datagram, and the thread is held until it comes.
  const buffer = Buffer.alloc(512);
  const count = fs.readSync(fd, buffer);
  onDatagram(buffer.toString('utf8', 0, count));
}
