// mechanism: timed-poll
// fails: notified, idle
// note: it collects, and a timer looks whether a message is complete
import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => (rest = Buffer.concat([rest, bytes])));
  setInterval(() => {
    for (let end = 1 + (rest[0] ?? 127); rest.length >= end; end = 1 + (rest[0] ?? 127)) {
      tell(rest.toString('utf8', 1, end));
      rest = rest.subarray(end);
    }
  }, 30);
}
