// mechanism: notified
import type * as net from 'node:net';
import { createInterface } from 'node:readline';

async function firstLine(socket: net.Socket): Promise<string> {
  for await (const line of createInterface({ input: socket })) return line;
  return 'nothing';
}

async function answerPings(busy: net.Socket): Promise<void> {
  for await (const line of createInterface({ input: busy })) {
    const [, n] = line.split(' ');
    busy.write(`pong ${n}\n`);
  }
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  void firstLine(slow).then((line) => {
    if (busy.writable) busy.write(`got ${line}\n`);
  });
  await answerPings(busy);
}
