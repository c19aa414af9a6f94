// mechanism: notified
import type * as net from 'node:net';

export async function onMessage(socket: net.Socket, tell: (message: string) => void): Promise<void> {
  let missing = -1; // −1: the next byte is a length
  let message: number[] = [];
  for await (const bytes of socket) {
    for (const byte of bytes as Uint8Array) {
      if (missing < 0) missing = byte;
      else {
        message.push(byte);
        missing -= 1;
      }
      if (missing > 0) continue;
      tell(Buffer.from(message).toString());
      message = [];
      missing = -1;
    }
  }
}
