// mechanism: busy-poll
// passes: no
// note: a game programmer: a frame loop on setImmediate that acts when process.hrtime says that 16 ms have passed
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  const inbox: string[] = [];
  let rest = '';
  socket.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop() ?? '';
    inbox.push(...lines);
  });
  const frame = 16_000_000n;
  let last = process.hrtime.bigint();
  const loop = () => {
    const now = process.hrtime.bigint();
    if (now - last >= frame) {
      last = now;
      for (const line of inbox.splice(0)) tell(line);
    }
    setImmediate(loop);
  };
  setImmediate(loop);
}
