// mechanism: notified
// fails: told, not-early, in-order
// note: every data event is taken for a message
import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  socket.on('data', (bytes: Buffer) => {
    tell(bytes.toString('utf8', 1));
  });
}
