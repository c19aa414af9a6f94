// mechanism: none
// fails: notified, told, told-once, right-bytes, told-of-end
// note: it passes on nothing before everything is there
import * as net from 'node:net';

export async function relay(from: number, to: net.Socket): Promise<void> {
  const source = new net.Socket({ fd: from, allowHalfOpen: true });
  const chunks: Uint8Array[] = [];
  for await (const bytes of source.iterator({ destroyOnReturn: false })) chunks.push(bytes as Uint8Array);
  to.write(Buffer.concat(chunks));
}
