// mechanism: notified
// fails: told
// note: a thread of Node's pool sleeps in read(2) for each socket; there are four, and the fifth socket has none
import * as fs from 'node:fs';

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const buffer = Buffer.alloc(65_507);
  const next = () =>
    fs.read(fd, buffer, 0, buffer.length, null, (err, count) => {
      if (err) throw err;
      onDatagram(buffer.toString('utf8', 0, count));
      next();
    });
  next();
}
