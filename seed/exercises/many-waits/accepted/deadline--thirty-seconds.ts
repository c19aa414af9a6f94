// mechanism: notified
import * as net from 'node:net';

/** A peer that has not answered within 30 s counts as an Error. One deadline for all of them. */
export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const sockets = new Set<net.Socket>();
  const deadline = setTimeout(() => {
    for (const socket of sockets) socket.destroy(new Error('no reply within 30 s'));
  }, 30_000);

  const ask = (port: number) =>
    new Promise<string | Error>((resolve) => {
      let reply = '';
      const socket = net.createConnection({ port, host: '127.0.0.1' });
      sockets.add(socket);
      socket.setEncoding('utf8').on('data', (text) => (reply += text.toString()));
      socket.on('error', resolve);
      socket.on('end', () => resolve(reply));
      socket.write('ready\n');
    });

  const replies = await Promise.all(ports.map(ask));
  clearTimeout(deadline);
  return replies;
}
