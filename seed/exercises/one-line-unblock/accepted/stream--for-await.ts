// mechanism: notified
import * as net from 'node:net';

export async function relay(from: number, to: net.Socket): Promise<void> {
  const source = new net.Socket({ fd: from, allowHalfOpen: true });
  for await (const bytes of source.iterator({ destroyOnReturn: false })) to.write(bytes as Uint8Array);
}
