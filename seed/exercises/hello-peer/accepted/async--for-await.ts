// mechanism: notified
import type * as net from 'node:net';

export async function hello(peer: net.Socket): Promise<void> {
  for await (const bytes of peer) peer.write(bytes);
}
