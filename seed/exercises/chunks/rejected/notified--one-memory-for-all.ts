// mechanism: notified
// fails: not-early
// note: the rest is kept outside the function, so connections are mixed up
import type * as net from 'node:net';

let rest: Buffer = Buffer.alloc(0);

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = 1 + (rest[0] ?? 127); rest.length >= end; end = 1 + (rest[0] ?? 127)) {
      tell(rest.toString('utf8', 1, end));
      rest = rest.subarray(end);
    }
  });
}
