import type * as net from 'node:net';

export function lineWithin(
  socket: net.Socket,
  ms: number,
  done: (err: Error | null, line: string | null) => void,
): void {
  // Several things may happen, and each rings on its own. Nobody makes sure that only one of them does, nothing is put
  // away afterwards, and a chunk is taken for a line.
  socket.on('data', (bytes) => done(null, bytes.toString()));
  socket.on('error', (err) => done(err, null));
  setTimeout(() => done(new Error('timeout'), null), ms);
}
