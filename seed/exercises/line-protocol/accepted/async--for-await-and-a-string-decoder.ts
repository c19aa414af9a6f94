// mechanism: notified
import type * as net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

async function lines(socket: net.Socket, limit: number, onLine: (line: string) => void): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const bytes of socket) {
    const pieces = (rest + decoder.write(bytes as Buffer)).split('\n');
    rest = pieces.pop() ?? '';
    for (const line of pieces) {
      if (Buffer.byteLength(line) > limit) throw new Error('line too long');
      onLine(line);
    }
    if (Buffer.byteLength(rest) > limit) throw new Error('line too long');
  }
  if (rest + decoder.end() !== '') throw new Error('unfinished line');
}

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  lines(socket, limit, onLine)
    .finally(() => socket.destroy())
    .then(
      () => onEnd(null),
      (err: Error) => onEnd(err),
    );
}
