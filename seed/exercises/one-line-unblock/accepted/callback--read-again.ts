// mechanism: notified
import * as fs from 'node:fs';
import type * as net from 'node:net';

export function relay(from: number, to: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void =>
      fs.read(from, Buffer.alloc(1024), (err, count, buffer) => {
        if (err) return reject(err);
        if (count === 0) return resolve();
        to.write(buffer.subarray(0, count));
        next();
      });
    next();
  });
}
