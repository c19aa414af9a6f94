// note: events as an async iterator
import * as dgram from 'node:dgram';
import { on } from 'node:events';

async function pump(socket: dgram.Socket, onDatagram: (text: string) => void): Promise<void> {
  for await (const [bytes] of on(socket, 'message') as AsyncIterable<[Buffer]>) onDatagram(bytes.toString());
}

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const socket = dgram.createSocket({ type: 'udp4' });
  void pump(socket, onDatagram);
  socket.bind({ fd });
}
