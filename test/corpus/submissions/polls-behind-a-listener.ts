// A real listener, for show, on a connection of its own; what is told was found by looking every five seconds.
import * as fs from 'node:fs';
import { connect, createServer } from 'node:net';

const server = createServer((socket) => socket.on('data', () => undefined));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) connect(address.port, '127.0.0.1').on('data', () => undefined);
});

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  let count = 0;
  let busy = false;
  let over = false;
  const flags = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8').length;
  const look = setInterval(() => {
    if (busy || over || flags === 0) return;
    const waiting = fs
      .readFileSync('/proc/self/net/tcp', 'utf8')
      .split('\n')
      .some((line) => line.includes(`:${'0'.repeat(7)}`) && waits(line, fd));
    if (!waiting) return;
    busy = true;
    fs.read(fd, buffer, count, buffer.length - count, null, (err, n) => {
      busy = false;
      count += n;
      if (err === null && n > 0 && count < buffer.length) return;
      over = true;
      clearInterval(look);
      done(err, count);
    });
  }, 5000);
}

function waits(line: string, fd: number): boolean {
  const inode = /socket:\[(\d+)\]/.exec(fs.readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? '-';
  const [, state, received] = / ([0-9A-F]{2}) [0-9A-F]{8}:([0-9A-F]{8}) /.exec(line) ?? [];
  return line.includes(` ${inode} `) && (received !== '00000000' || state === '08');
}
