// mechanism: notified
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.pipe(peer);
}
