// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

export function nextLine(fd: number, tell: (line: string) => void): void {
  const socket = new net.Socket({ fd });
  socket.once('data', (bytes) => tell(bytes.toString().trimEnd()));
}
