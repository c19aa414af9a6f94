// mechanism: notified
// data-path: helper-thread
import * as fs from 'node:fs';
import type * as net from 'node:net';
import { promisify } from 'node:util';

const read = promisify(fs.read);

export async function relay(from: number, to: net.Socket): Promise<void> {
  for (;;) {
    const buffer = Buffer.alloc(1024);
    const { bytesRead } = await read(from, { buffer });
    if (bytesRead === 0) return;
    to.write(buffer.subarray(0, bytesRead));
  }
}
