import net from 'node:net';

export function listen(fd: number, tell: (text: string) => void): void {
  const socket = new net.Socket({ fd });
  const arrived: string[] = [];
  socket.on('data', (bytes) => arrived.push(bytes.toString()));

  const next = (): void => {
    for (const text of arrived.splice(0)) tell(text);
    setImmediate(next);
  };
  setImmediate(next);
}
