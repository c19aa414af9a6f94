// mechanism: notified
// fails: told-of-end
// note: it passes everything on, and its promise never resolves
import * as net from 'node:net';

export function relay(from: number, to: net.Socket): Promise<void> {
  const source = new net.Socket({ fd: from, allowHalfOpen: true });
  source.on('data', (bytes) => to.write(bytes));
  return new Promise((resolve) => to.once('end', resolve));
}
