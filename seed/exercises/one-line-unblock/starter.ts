import * as fs from 'node:fs';
import type * as net from 'node:net';

export async function relay(from: number, to: net.Socket): Promise<void> {
  for (;;) {
    const buffer = Buffer.alloc(1024);
    const bytesRead = fs.readSync(from, buffer);
    if (bytesRead === 0) return;
    to.write(buffer.subarray(0, bytesRead));
  }
}
