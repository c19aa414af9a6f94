// mechanism: notified
import { once } from 'node:events';
import * as net from 'node:net';

async function ask(port: number): Promise<string | Error> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('ready\n');
    let reply = '';
    for await (const chunk of socket) reply += String(chunk);
    return reply;
  } catch (err) {
    return err as Error;
  }
}

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const pending = ports.map(ask);
  const replies: (string | Error)[] = [];
  for (const reply of pending) replies.push(await reply);
  return replies;
}
