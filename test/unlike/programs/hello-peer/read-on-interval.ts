// mechanism: timed-poll
// passes: no
// note: paused socket, read() asked every 70 ms by the clock
import type * as net from 'node:net';

export function hello(peer: net.Socket): void {
  setInterval(() => {
    const bytes = peer.read() as Buffer | null;
    if (bytes !== null) peer.write(bytes);
  }, 70);
}
