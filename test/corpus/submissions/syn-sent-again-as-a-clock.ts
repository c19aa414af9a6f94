// No timer anywhere: a SYN that finds a full queue is sent again after a second, and then it looks.
import * as fs from 'node:fs';
import * as net from 'node:net';

let look = (): void => undefined;

const server = net.createServer((far) => far.on('error', () => undefined));
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') return;
  const { port } = address;
  const tick = (): void => {
    look();
    // The queue holds two; who comes third has to come again.
    const near = Array.from({ length: 3 }, () => net.connect(port, '127.0.0.1'));
    let connected = 0;
    for (const each of near) {
      each.on('connect', () => {
        connected += 1;
        if (connected < near.length) return;
        for (const old of near) old.resetAndDestroy();
        tick();
      });
    }
  };
  tick();
});

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  const more = (): void =>
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      count += n;
      if (err === null && n > 0 && count < buffer.length) return more();
      look = () => {
        look = () => undefined;
        done(err, count);
      };
    });
  more();
}
