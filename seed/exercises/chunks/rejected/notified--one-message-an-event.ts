// mechanism: notified
// fails: in-order
// note: it keeps the rest, and takes out at most one message each time
import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    const end = 1 + (rest[0] ?? 127);
    if (rest.length < end) return;
    tell(rest.toString('utf8', 1, end));
    rest = rest.subarray(end);
  });
}
