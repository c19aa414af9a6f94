// mechanism: notified
import * as net from 'node:net';

/** As much as the socket takes, then again each time the kernel has made room. */
export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  let next = 0;

  function sendMore(): void {
    let room = true;
    while (room && next < data.length) {
      const slice = data.subarray(next, next + 65_536);
      next += slice.length;
      const last = next === data.length;
      room = socket.write(slice, (err) => {
        if (last && !err) done(null);
      });
    }
  }

  socket.on('drain', sendMore);
  socket.on('error', done);
  sendMore();
}
