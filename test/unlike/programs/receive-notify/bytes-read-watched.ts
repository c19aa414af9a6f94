// mechanism: none
// passes: no
// Stated first: timed-poll. Wrong: it never gets so far, `socket` is used in its own constructor and throws.
// note: the socket fills the buffer by itself, but whether it is full is asked of socket.bytesRead, every 150 ms
import { Socket } from 'node:net';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const socket: Socket = new Socket({
    fd,
    allowHalfOpen: true,
    onread: { buffer: () => buffer.subarray(socket.bytesRead), callback: () => true },
  });
  let failure: Error | null = null;
  let over = false;
  socket.on('end', () => (over = true)).on('error', (err) => (failure = err));
  const check = setInterval(() => {
    if (socket.bytesRead < buffer.length && !over && !failure) return;
    clearInterval(check);
    done(failure, socket.bytesRead);
  }, 150);
}
