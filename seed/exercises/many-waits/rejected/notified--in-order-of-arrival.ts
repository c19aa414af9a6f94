// mechanism: notified
// fails: right-bytes
// note: it lists the replies in the order in which they came, not in the order of ports
import * as net from 'node:net';
import { text } from 'node:stream/consumers';

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = [];
  await Promise.all(
    ports.map(async (port) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.write('ready\n');
      try {
        replies.push(await text(socket));
      } catch (err) {
        replies.push(err as Error);
      }
    }),
  );
  return replies;
}
