// mechanism: none
// fails: nothing-left-open, notified, overlap, right-bytes, told, told-of-error
// note: it waits for the first reply before it opens the second connection, and the first peer waits for all fifty
import * as net from 'node:net';
import { text } from 'node:stream/consumers';

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = [];
  for (const port of ports) {
    const socket = net.connect(port, '127.0.0.1');
    socket.write('ready\n');
    try {
      replies.push(await text(socket));
    } catch (err) {
      replies.push(err as Error);
    }
  }
  return replies;
}
