// mechanism: notified
// passes: yes
// note: pipe is event driven
import type * as net from 'node:net';
export const hello = (peer: net.Socket): void => void peer.pipe(peer, { end: false });
