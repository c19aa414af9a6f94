// mechanism: none
// fails: notified, told, right-bytes, told-once
// note: it listens, prints what it hears, and sends nothing back
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.on('data', (bytes) => {
    console.log(`the peer said: ${bytes.toString()}`);
    // One line is missing here.
  });
}
