// mechanism: timed-poll
// passes: no
// note: as bytes-read-watched was meant: the socket fills the buffer by itself, and every 150 ms socket.bytesRead is asked
import { Socket } from 'node:net';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  let at = 0;
  const socket = new Socket({
    fd,
    allowHalfOpen: true,
    onread: {
      buffer: () => buffer.subarray(at),
      callback: (n) => (at += n) < buffer.length,
    },
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
