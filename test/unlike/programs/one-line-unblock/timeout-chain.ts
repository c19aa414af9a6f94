// mechanism: timed-poll
// passes: no
// note: read() asked after random sleeps of 30-200 ms
import * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function relay(from: number, to: net.Socket): Promise<void> {
  const inlet = new net.Socket({ fd: from, allowHalfOpen: true, readable: true, writable: false });
  let over = false;
  inlet.on('end', () => (over = true));
  while (!over) {
    let piece: Buffer | null;
    while ((piece = inlet.read() as Buffer | null) !== null) to.write(piece);
    await sleep(30 + Math.random() * 170);
  }
}
