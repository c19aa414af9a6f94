// mechanism: none
// fails: notified, told, told-once, in-order, not-from-inside
// note: it collects until the stream ends, and this stream stays open
import type * as net from 'node:net';
import { text } from 'node:stream/consumers';

export async function watch(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  const everything = await text(socket);
  for (const line of everything.split('\n')) tell(line);
}
