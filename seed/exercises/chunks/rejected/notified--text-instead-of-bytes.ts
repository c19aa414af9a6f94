// mechanism: notified
// fails: told
// note: it joins texts, so a character that was cut in two is lost, and lengths no longer fit
import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  let rest = '';
  socket.on('data', (bytes: Buffer) => {
    rest += bytes.toString();
    for (;;) {
      const end = 1 + (rest === '' ? 127 : rest.charCodeAt(0));
      if (rest.length < end) return;
      tell(rest.slice(1, end));
      rest = rest.slice(end);
    }
  });
}
