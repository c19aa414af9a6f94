// mechanism: timed-poll
// passes: no
// note: honest 'data' event sets a flag, but setInterval 10 ms looks at it
import type * as net from 'node:net';

let rest: Buffer = Buffer.alloc(0);
let dirty = false;

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  rest = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    dirty = true;
  });
  const timer = setInterval(() => {
    if (!dirty) return;
    dirty = false;
    while (rest.length > 0 && rest.length >= 1 + rest[0]!) {
      tell(rest.toString('utf8', 1, 1 + rest[0]!));
      rest = rest.subarray(1 + rest[0]!);
    }
  }, 10);
  socket.on('close', () => clearInterval(timer));
}
