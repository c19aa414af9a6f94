import net from 'node:net';

export function listen(fd: number, tell: (text: string) => void): void {
  const socket = new net.Socket({ fd });
  let arrived = '';
  socket.on('data', (bytes) => {
    arrived += bytes.toString();
  });
  setInterval(() => {
    if (arrived === '') return;
    tell(arrived);
    arrived = '';
  }, 50);
}
