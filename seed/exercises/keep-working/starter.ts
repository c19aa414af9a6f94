import { once } from 'node:events';
import type * as net from 'node:net';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  // `await` does not hold the thread, but it holds this function: no ping is answered before `slow` has spoken.
  const [bytes] = (await once(slow, 'data')) as [Buffer];
  busy.write(`got ${bytes.toString()}`);

  for await (const ping of busy) {
    busy.write(String(ping).replace('ping', 'pong'));
  }
}
