// Datagrams that wait are charged to nobody by cgroup v1, and their memory is the whole host's.
import { createSocket } from 'node:dgram';
import { call } from './native.mjs';

const byDgram = await new Promise((resolve) => {
  const socket = createSocket('udp4');
  socket.on('error', (error) => resolve(error.code));
  socket.bind(0, '127.0.0.1', () => resolve('possible'));
});
const [AF_UNIX, AF_INET, AF_INET6, SOCK_DGRAM] = [1, 2, 10, 2];
console.log(
  JSON.stringify({
    byDgram,
    inet: call(41, AF_INET, SOCK_DGRAM, 0),
    inet6: call(41, AF_INET6, SOCK_DGRAM, 17),
    unixIsCharged: typeof call(41, AF_UNIX, SOCK_DGRAM, 0),
  }),
);
process.exit(0);
