// mechanism: notified
// passes: yes
// note: fs.ReadStream: pool thread reads, callback tells
import * as fs from 'node:fs';
import type * as net from 'node:net';

export function relay(from: number, to: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.createReadStream('', { fd: from, autoClose: false })
      .on('data', (piece) => to.write(piece))
      .on('end', () => resolve())
      .on('error', reject);
  });
}
