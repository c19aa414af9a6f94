// mechanism: notified
import * as net from 'node:net';

/** A peer that takes nothing for 30 s is given up; the timer is set once and asks nothing. */
export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const socket = new net.Socket({ fd, readable: false });
  const deadline = setTimeout(() => socket.destroy(new Error('not taken within 30 s')), 30_000);

  new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.write(data, (err) => (err ? reject(err) : resolve()));
  })
    .finally(() => clearTimeout(deadline))
    .then(() => done(null), done);
}
