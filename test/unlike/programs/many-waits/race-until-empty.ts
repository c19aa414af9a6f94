// mechanism: notified
// passes: yes
// note: Promise.race over all that are left, fifty times; each socket has a time-out of twenty-five seconds
import { createConnection } from 'node:net';

type Settled = { readonly index: number; readonly reply: string | Error };

const ask = (port: number, index: number): Promise<Settled> =>
  new Promise((resolve) => {
    let reply = '';
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 25_000 }, () => socket.write('ready\n'));
    socket.setEncoding('utf8');
    socket.on('data', (text) => (reply += text));
    socket.on('timeout', () => socket.destroy(new Error('too slow')));
    socket.on('error', (error) => resolve({ index, reply: error }));
    socket.on('close', () => resolve({ index, reply }));
  });

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const left = new Map(ports.map((port, index) => [index, ask(port, index)]));
  const replies = new Array<string | Error>(ports.length);
  while (left.size > 0) {
    const { index, reply } = await Promise.race(left.values());
    left.delete(index);
    replies[index] = reply;
  }
  return replies;
}
