// mechanism: notified
// fails: told-of-error
// note: Promise.all rejects at the first reset, and the replies of the other peers are lost
import * as net from 'node:net';
import { text } from 'node:stream/consumers';

async function ask(port: number): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write('ready\n');
  return text(socket);
}

export function collect(ports: number[]): Promise<(string | Error)[]> {
  return Promise.all(ports.map(ask));
}
