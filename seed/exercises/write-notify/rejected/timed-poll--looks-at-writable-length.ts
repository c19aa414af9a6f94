// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: the socket would tell; the program asks every 30 ms how much is left instead
import * as net from 'node:net';

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  let failure: Error | null = null;
  socket.on('error', (err) => (failure = err));
  socket.write(data);

  const timer = setInterval(() => {
    if (failure === null && socket.writableLength > 0) return;
    clearInterval(timer);
    done(failure);
  }, 30);
}
