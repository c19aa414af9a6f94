// mechanism: notified
// data-path: readiness-then-read
import { once } from 'node:events';
import * as net from 'node:net';

/** Gives up after 30 s. One timer, set once: it asks nothing, it only ends what would never finish. */
export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  const socket = new net.Socket({ fd, allowHalfOpen: true });
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new Error('no message within 30 s')), 30_000);
  let count = 0;

  socket.on('data', (bytes) => {
    buffer.set(bytes as Buffer, count);
    count += bytes.length;
    if (count === buffer.length) socket.emit('full');
  });
  try {
    const { signal } = deadline;
    await Promise.race([once(socket, 'full', { signal }), once(socket, 'end', { signal })]);
    socket.pause();
    done(null, count);
  } catch (err) {
    done(err as Error, count);
  } finally {
    clearTimeout(timer);
  }
}
