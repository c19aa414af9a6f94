// mechanism: timed-poll
// fails: notified, told-of-error
// note: it asks every one and a half seconds how much is left
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
  }, 1500);
}
