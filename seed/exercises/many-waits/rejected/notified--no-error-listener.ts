// mechanism: notified
// fails: told-of-error
// note: an error event without a listener ends the whole program
import * as net from 'node:net';

export function collect(ports: number[]): Promise<(string | Error)[]> {
  const ask = (port: number) =>
    new Promise<string>((resolve) => {
      let reply = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write('ready\n'));
      socket.on('data', (bytes) => (reply += bytes.toString()));
      socket.on('end', () => resolve(reply));
    });
  return Promise.all(ports.map(ask));
}
