// mechanism: notified
// passes: yes
// note: await once(socket, 'readable') for ever, read() until it is null; a watch for the end beside it
import { once } from 'node:events';
import type * as net from 'node:net';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  await Promise.resolve();
  let carry = Buffer.alloc(0);
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  try {
    for (;;) {
      for (let part = socket.read() as Buffer | null; part !== null; part = socket.read() as Buffer | null) {
        carry = Buffer.concat([carry, part]);
      }
      for (let end = carry.indexOf(10); end !== -1; end = carry.indexOf(10)) {
        tell(carry.toString('utf8', 0, end));
        carry = carry.subarray(end + 1);
      }
      await once(socket, 'readable', { signal: gone.signal });
    }
  } catch (err) {
    if (!gone.signal.aborted) console.error(err);
  }
}
