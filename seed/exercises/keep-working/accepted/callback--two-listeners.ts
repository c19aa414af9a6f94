// mechanism: notified
// data-path: readiness-then-read
import type * as net from 'node:net';

function onLine(socket: net.Socket, handle: (line: string) => void): void {
  let rest = '';
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(handle);
  });
}

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  let passedOn = false;

  function passOn(text: string): void {
    if (passedOn || !busy.writable) return;
    passedOn = true;
    busy.write(`got ${text}\n`);
  }

  onLine(busy, (line) => busy.write(`${line.replace('ping', 'pong')}\n`));
  onLine(slow, passOn);
  slow.on('end', () => passOn('nothing'));

  return new Promise((resolve) => busy.on('end', resolve));
}
