// mechanism: notified
// data-path: readiness-then-read
import * as net from 'node:net';

/** The socket reads straight into the caller's buffer, behind what is there already. */
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const socket = new net.Socket({
    fd,
    allowHalfOpen: true,
    onread: {
      buffer: () => buffer.subarray(count),
      callback: (n) => {
        count += n;
        if (count < buffer.length) return true;
        done(null, count);
        return false;
      },
    },
  });
  socket.on('end', () => done(null, count));
  socket.on('error', (err) => done(err, count));
}
