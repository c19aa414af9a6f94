import { connect } from 'node:net';

const socket = connect(Number(process.argv[1]), '127.0.0.1');
socket.on('connect', () => {
  console.log(JSON.stringify({ outcome: 'reached' }));
  socket.destroy();
});
socket.on('error', (error) => console.log(JSON.stringify({ outcome: error.code })));
