// mechanism: blocking
// fails: boundaries, empty, free, in-order, notified, told, told-once
// note: it returns, and then holds the thread in read(2) all the same
import * as fs from 'node:fs';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const buffer = Buffer.alloc(65_507);
  const next = () => {
    onDatagram(buffer.toString('utf8', 0, fs.readSync(fd, buffer)));
    setImmediate(next);
  };
  setImmediate(next);
}
