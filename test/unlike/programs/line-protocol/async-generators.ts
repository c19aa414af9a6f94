// mechanism: notified
// passes: yes
// note: async generators over the socket
import type * as net from 'node:net';

async function* lines(bytes: AsyncIterable<Buffer>, limit: number): AsyncGenerator<string, void> {
  let held: Buffer[] = [];
  let size = 0;
  for await (let piece of bytes) {
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10)) {
      if (size + at > limit) throw new RangeError(`a line of more than ${limit} bytes`);
      yield Buffer.concat([...held, piece.subarray(0, at)]).toString('utf8');
      held = [];
      size = 0;
      piece = piece.subarray(at + 1);
    }
    if (piece.length > 0) held.push(piece);
    size += piece.length;
    if (size > limit) throw new RangeError(`a line of more than ${limit} bytes`);
  }
  if (size > 0) throw new Error('ended in the middle of a line');
}

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  const work = async () => {
    for await (const line of lines(socket, limit)) onLine(line);
  };
  work()
    .then(
      () => null,
      (err: Error) => err,
    )
    .then((err) => {
      socket.destroy();
      onEnd(err);
    });
}
