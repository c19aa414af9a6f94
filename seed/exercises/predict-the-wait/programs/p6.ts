import net from 'node:net';

const patience = 30_000;

export function listen(fd: number, tell: (text: string) => void): void {
  const socket = new net.Socket({ fd });
  let silence = setTimeout(() => socket.destroy(), patience);
  socket.on('data', (bytes) => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.destroy(), patience);
    tell(bytes.toString());
  });
}
