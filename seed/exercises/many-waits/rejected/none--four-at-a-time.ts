// mechanism: none
// fails: nothing-left-open, notified, overlap, right-bytes, told, told-of-error
// note: four lanes can wait for four peers; the other forty-six never hear “ready”
import * as net from 'node:net';
import { text } from 'node:stream/consumers';

async function ask(port: number): Promise<string | Error> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write('ready\n');
  return text(socket).catch((err: Error) => err);
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const replies: (string | Error)[] = [];
  let next = 0;

  async function lane(): Promise<void> {
    while (next < ports.length) {
      const i = next++;
      replies[i] = await ask(ports[i] ?? 0);
    }
  }

  await Promise.all([lane(), lane(), lane(), lane()]);
  return replies;
}
