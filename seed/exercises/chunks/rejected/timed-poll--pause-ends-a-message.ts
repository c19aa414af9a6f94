// mechanism: timed-poll
// fails: notified, in-order
// note: it takes a pause of 1500 ms for the end of a message
import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell(rest.toString('utf8', 1));
      rest = Buffer.alloc(0);
    }, 1500);
  });
}
