// mechanism: notified
// passes: yes
// note: stream helpers: the socket's own iterator without destroyOnReturn, and setTimeout(…, 0) so as never to call back too soon
import { Socket } from 'node:net';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const later = (err: Error | null, count: number) => void setTimeout(() => done(err, count), 0);
  let count = 0;
  const fill = async () => {
    const socket = new Socket({ fd, allowHalfOpen: true });
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      buffer.set(chunk as Buffer, count);
      count += (chunk as Buffer).length;
      if (count === buffer.length) return;
    }
  };
  fill().then(
    () => later(null, count),
    (err: Error) => later(err, count),
  );
}
