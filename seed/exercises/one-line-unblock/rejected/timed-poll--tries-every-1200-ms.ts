// mechanism: timed-poll
// fails: notified
// note: a non-blocking read, tried every 1.2 seconds
import * as fs from 'node:fs';
import * as net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export async function relay(from: number, to: net.Socket): Promise<void> {
  new net.Socket({ fd: from, readable: false }); // makes the descriptor non-blocking
  for (;;) {
    const buffer = Buffer.alloc(1024);
    try {
      const bytesRead = fs.readSync(from, buffer);
      if (bytesRead === 0) return;
      to.write(buffer.subarray(0, bytesRead));
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') throw err;
      await pause(1200);
    }
  }
}
