// mechanism: notified
import type * as net from 'node:net';

/** `read(n)` gives n bytes or null, and keeps what is there until they are complete. */
export function onMessage(socket: net.Socket, tell: (message: string) => void): void {
  let length: number | null = null;
  socket.on('readable', () => {
    for (;;) {
      length ??= (socket.read(1) as Uint8Array | null)?.[0] ?? null;
      if (length === null) return;
      const text = length === 0 ? Buffer.alloc(0) : (socket.read(length) as Buffer | null);
      // At the end of the stream `read` hands out what is left, though it is less.
      if (text === null || text.length < length) return;
      length = null;
      tell(text.toString());
    }
  });
}
