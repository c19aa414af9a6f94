import type * as net from 'node:net';

export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  socket.on('data', (bytes: Buffer) => {
    // The first byte is the length; what follows is the message. Is it?
    tell(bytes.toString('utf8', 1));
  });
}
