// mechanism: notified
import * as net from 'node:net';
import { text } from 'node:stream/consumers';

async function ask(port: number): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write('ready\n');
  return text(socket);
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const results = await Promise.allSettled(ports.map(ask));
  return results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error)));
}
