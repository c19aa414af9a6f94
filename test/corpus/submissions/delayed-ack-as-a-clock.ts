// No timer anywhere: the kernel's own clock, between Nagle's algorithm and delayed acknowledgements, rings every 40 ms, and then it looks.
import * as fs from 'node:fs';
import * as net from 'node:net';

let look = (): void => undefined;

const server = net.createServer((far) => {
  let bytes = 0;
  far.on('data', (data) => {
    bytes += data.length;
    if (bytes < 2) return;
    bytes = 0;
    far.write('k');
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') return;
  const near = net.connect(address.port, '127.0.0.1');
  const tick = (): void => {
    look();
    near.write('a');
    // Held back until the first is acknowledged.
    setImmediate(() => near.write('b'));
  };
  near.on('connect', tick).on('data', tick);
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
