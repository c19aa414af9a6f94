// mechanism: notified
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let line: number[] = [];

  socket.on('readable', () => {
    let chunk: Buffer | null;
    while ((chunk = socket.read() as Buffer | null) !== null) {
      for (const byte of chunk) {
        if (byte !== 0x0a) {
          line.push(byte);
          continue;
        }
        tell(Buffer.from(line).toString());
        line = [];
      }
    }
  });
}
