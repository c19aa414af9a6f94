// mechanism: notified
// passes: yes
// note: dgram + events.on
import * as dgram from 'node:dgram';
import { on } from 'node:events';

async function listen(fd: number, tell: (text: string) => void): Promise<never> {
  const socket = dgram.createSocket('udp4');
  socket.bind({ fd });
  for await (const [message] of on(socket, 'message')) tell((message as Buffer).toString('utf8'));
  throw new Error('there is no end');
}

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  void listen(fd, onDatagram);
}
