// mechanism: notified
// passes: yes
// note: fs.WriteStream: pool thread blocks in write, finished() tells
import * as fs from 'node:fs';
import { finished } from 'node:stream';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const stream = fs.createWriteStream('', { fd, autoClose: false });
  finished(stream, (err) => done(err ?? null));
  stream.end(data);
}
