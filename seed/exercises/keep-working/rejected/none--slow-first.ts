// mechanism: none
// fails: notified, answered, told, told-once, not-early, told-of-end
// note: it awaits the silent conversation before it looks at the other one
import { once } from 'node:events';
import type * as net from 'node:net';

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const [bytes] = (await once(slow, 'data')) as [Buffer];
  busy.write(`got ${bytes.toString()}`);

  for await (const ping of busy) {
    busy.write(String(ping).replace('ping', 'pong'));
  }
}
