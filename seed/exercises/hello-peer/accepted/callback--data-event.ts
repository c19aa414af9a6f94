// mechanism: notified
// data-path: readiness-then-read
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.on('data', (bytes) => {
    console.log(`the peer said: ${bytes.toString()}`);
    peer.write(bytes);
  });
}
