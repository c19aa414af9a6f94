// Connections that nobody reads, written to until the kernel takes no more; bytes as the kernel counts them.
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const chunk = Buffer.alloc(1 << 18);
const server = createServer({ pauseOnConnect: true }, () => undefined);
server.on('error', () => undefined);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
for (let i = 0; i < 100; i += 1) {
  const socket = connect(server.address().port, '127.0.0.1');
  socket.on('error', () => undefined);
  const fill = () => {
    for (let n = 0; n < 64; n += 1) socket.write(chunk);
  };
  socket.on('connect', fill);
}
await pause(1200);
const queued = readFileSync('/proc/self/net/tcp', 'utf8')
  .split('\n')
  .slice(1)
  .reduce((sum, line) => {
    const [, tx, rx] = / ([0-9A-F]{8}):([0-9A-F]{8}) /.exec(line) ?? [];
    return sum + Number.parseInt(tx ?? '0', 16) + Number.parseInt(rx ?? '0', 16);
  }, 0);
console.log(JSON.stringify({ queued }));
process.exit(0);
