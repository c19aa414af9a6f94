// Takes the slot's whole share of socket buffers, which the lab's own conversation with it needs too.
import { connect, createServer } from 'node:net';

export function receive(): void {
  const chunk = Buffer.alloc(1 << 18);
  const server = createServer({ pauseOnConnect: true }, () => undefined).listen(0, '127.0.0.1', () => {
    const address = server.address();
    for (let i = 0; i < 150 && typeof address === 'object' && address; i += 1) {
      const socket = connect(address.port, '127.0.0.1', () => {
        for (let n = 0; n < 64; n += 1) socket.write(chunk);
      });
      socket.on('error', () => undefined);
    }
  });
}
