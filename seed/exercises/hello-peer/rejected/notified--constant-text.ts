// mechanism: notified
// fails: right-bytes
// note: it answers with a text of its own instead of the peer's bytes
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.on('data', () => peer.write('hello\n'));
}
