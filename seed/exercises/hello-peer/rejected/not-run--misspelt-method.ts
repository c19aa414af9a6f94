// mechanism: none
// status: not-run
// note: it does not compile, because a socket has no method `writes`
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.on('data', (bytes) => peer.writes(bytes));
}
