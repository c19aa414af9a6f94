// mechanism: none
// fails: notified, told, right-bytes, told-once
// note: it sends a greeting at once and does not listen
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  peer.write('hello\n');
}
