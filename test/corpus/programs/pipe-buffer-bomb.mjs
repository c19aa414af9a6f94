// Pipes grown as far as the kernel allows (F_SETPIPE_SZ) and filled.
import { call, memory } from './native.mjs';

const [pipe2, fcntl, write] = [293, 72, 1];
const F_SETPIPE_SZ = 1031;
const O_NONBLOCK = 0o4000;
const page = memory(65536);
let bytes = 0;
let pipes = 0;
let grown = 0;
for (;;) {
  const made = call(pipe2, page.address, O_NONBLOCK);
  if (made !== 0) {
    console.log(JSON.stringify({ refused: made, pipes, grown, bytes }));
    break;
  }
  const end = page.bytes.readInt32LE(4);
  pipes += 1;
  if (typeof call(fcntl, end, F_SETPIPE_SZ, 1 << 20) === 'number') grown += 1;
  for (let sent = call(write, end, page.address, 65536); typeof sent === 'number';) {
    bytes += sent;
    sent = call(write, end, page.address, 65536);
  }
}
