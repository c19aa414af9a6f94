// mechanism: notified
// fails: not-early, in-order
// note: it takes every data event for one line, so pieces are told as lines and two lines as one
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  socket.on('data', (bytes) => tell(bytes.toString().trimEnd()));
}
