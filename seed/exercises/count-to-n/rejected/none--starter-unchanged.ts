// mechanism: none
// fails: notified, overlap, told, told-once, not-early, nothing-left-open
// note: one after another; no peer ends before all are connected
import * as net from 'node:net';

export async function total(ports: number[], done: (bytes: number) => void): Promise<void> {
  let bytes = 0;
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    for await (const chunk of socket) bytes += (chunk as Uint8Array).length;
  }
  done(bytes);
}
