// mechanism: notified
// fails: nothing-left-open
// note: with allowHalfOpen its own half of every connection stays open
import * as net from 'node:net';

function ask(port: number): Promise<string | Error> {
  return new Promise((resolve) => {
    let reply = '';
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('ready\n');
    socket.on('data', (bytes) => (reply += bytes.toString()));
    socket.on('end', () => resolve(reply));
    socket.on('error', resolve);
  });
}

export function collect(ports: number[]): Promise<(string | Error)[]> {
  return Promise.all(ports.map(ask));
}
