import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const chunk = Buffer.alloc(1 << 20);
const server = createServer({ pauseOnConnect: true }, () => undefined).listen('/tmp/socket');
server.on('error', () => undefined);
await new Promise((resolve) => server.once('listening', resolve));
let refused = 0;
let stuck = 0;
for (let i = 0; i < 200; i += 1) {
  const socket = connect('/tmp/socket', () => {
    if (!socket.write(chunk)) stuck += 1;
  });
  socket.on('error', () => (refused += 1));
}
await pause(500);
console.log(JSON.stringify({ refused, stuck }));
process.exit(0);
