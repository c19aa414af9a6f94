// mechanism: blocking
// fails: notified, free, told, told-once, right-bytes, told-of-end
// note: it gives the thread back for one turn of the loop before each read, and then holds it
import * as fs from 'node:fs';
import type * as net from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

export async function relay(from: number, to: net.Socket): Promise<void> {
  for (;;) {
    await nextTurn();
    const buffer = Buffer.alloc(1024);
    const bytesRead = fs.readSync(from, buffer);
    if (bytesRead === 0) return;
    to.write(buffer.subarray(0, bytesRead));
  }
}
