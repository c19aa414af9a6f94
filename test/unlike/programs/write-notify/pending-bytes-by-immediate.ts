// mechanism: busy-poll
// passes: no
// note: the socket writes by itself; whether it has finished is asked at every turn, of writableLength
import { Socket } from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new Socket({ fd, readable: false });
  let failure: Error | null = null;
  socket.on('error', (err) => (failure = err));
  socket.write(data);
  const ask = (): void => {
    if (failure !== null) return done(failure);
    if (socket.writableLength === 0) return done(null);
    setImmediate(ask);
  };
  setImmediate(ask);
}
